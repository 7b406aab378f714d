// Accessibility: axe's rules for WCAG 2.2 A and AA, and contrast inside charts, which axe does not see; in light and
// dark, wide and narrow, in every language.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { chartContrast } from "./lib/contrast.mjs";
import { launch, onPages } from "./lib/browser.mjs";
import { pages, sample, urlOf } from "./lib/site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), RULES);
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? rule.help}`),
  );
}

describe("accessibility", () => {
  const chosen = sample();
  let browser;

  before(async () => {
    browser = await launch();
    console.log(`${chosen.length} of ${pages.length} pages (ALL_PAGES=1 takes all)`);
  });

  after(() => browser?.close());

  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 390]]) {
    test(`no violation in ${colorScheme} at ${width} px`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
      const found = await onPages(context, chosen, async (watched, { page }) => {
        await watched.page.goto(urlOf(page));
        const all = [...(await violations(watched.page)), ...(await chartContrast(watched.page))];
        return all.map((what) => `${page}: ${what}`);
      });
      await context.close();
      const lines = found.flat();
      assert.equal(lines.length, 0, `${lines.length} violations:\n  ${lines.slice(0, 60).join("\n  ")}`);
    });
  }
});
