// The pictures of the README: what sells the report best, in English, light, on a desk. OUT names the folder.
// WebP, which Chromium itself can write: a third of a PNG, and text stays sharp.

import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./lib/browser.mjs";
import { urlOf } from "./lib/site.mjs";

const out = resolve(process.env.OUT ?? "../../docs/pictures");
const MOST = 150_000;

// How much of each page is shown: as much as says what it is for.
const pictures = [
  { name: "overview", page: "en/crm-strategy/index.html", height: 900 },
  { name: "map", page: "en/crm-strategy/map/index.html", height: 900 },
  { name: "measure", page: "en/crm-strategy/customer/keep-customers/retention/index.html", height: 900 },
];

/** The pixels of a PNG as WebP. */
async function webp(context, png) {
  const tab = await context.newPage();
  const bytes = await tab.evaluate(async (source) => {
    const picture = await createImageBitmap(await (await fetch(source)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  }, `data:image/png;base64,${png.toString("base64")}`);
  await tab.close();
  return Buffer.from(bytes);
}

mkdirSync(out, { recursive: true });
const browser = await launch();
for (const { name, page, height } of pictures) {
  const viewport = { width: 1440, height };
  const context = await browser.newContext({ colorScheme: "light", viewport, deviceScaleFactor: 1, reducedMotion: "reduce" });
  const tab = await context.newPage();
  await tab.goto(urlOf(page));
  const file = join(out, `${name}.webp`);
  writeFileSync(file, await webp(context, await tab.screenshot()));
  await context.close();
  const { size } = statSync(file);
  console.log(`${file}: ${Math.round(size / 1000)} KB`);
  if (size > MOST) {
    console.error(`error: ${file} is larger than ${MOST / 1000} KB; show less of the page`);
    process.exitCode = 1;
  }
}
await browser.close();
