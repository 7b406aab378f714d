// Accessibility: axe's rules for WCAG 2.2 A and AA, and contrast inside charts, which axe does not see; in light and
// dark, wide and narrow, in every language.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { violations } from "./lib/axe.mjs";
import { chartContrast } from "./lib/contrast.mjs";
import { launch, onPages } from "./lib/browser.mjs";
import { pages, sample, urlOf } from "./lib/site.mjs";

describe("accessibility", () => {
  const chosen = sample();
  let browser;

  before(async () => {
    browser = await launch();
    console.log(`${chosen.length} of ${pages.length} pages (ALL_PAGES=1 takes all)`);
  });

  after(() => browser?.close());

  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 390], ["dark", 390]]) {
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
