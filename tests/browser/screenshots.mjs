// Pictures of every kind of page: each language, on a desk, a tablet and a phone, light and dark.
// OUT names the folder; kinds are what the pages say of themselves, so a new kind needs no change here.

import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch, onPages } from "./lib/browser.mjs";
import { onePerKind, urlOf } from "./lib/site.mjs";

const out = resolve(process.env.OUT ?? "../../screenshots");
const widths = [1440, 768, 390];

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const browser = await launch();
const chosen = onePerKind();

let taken = 0;
for (const colorScheme of ["light", "dark"]) {
  for (const width of widths) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
    await onPages(context, chosen, async ({ page: tab }, { page, kind, lang }) => {
      await tab.goto(urlOf(page));
      await tab.screenshot({ path: join(out, `${kind}-${lang}-${width}-${colorScheme}.png`), fullPage: true });
      taken += 1;
    });
    await context.close();
  }
}
await browser.close();
console.log(`${taken} pictures of ${chosen.length} pages in ${out}`);
