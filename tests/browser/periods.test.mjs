// Past periods: the list in the header works with and without a script, on a desk and on a phone, and leads to the
// overview as it stood then, which says so and leads back.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { violations } from "./lib/axe.mjs";
import { launch, watchedPage } from "./lib/browser.mjs";
import { bytesOf, onePerKind, stated, target, urlOf } from "./lib/site.mjs";

/** An overview, of today or of a past period, with its list of periods. */
const OVERVIEW_BYTES = 150_000;

/** The list of periods, not the one of further pages. */
const PICKER = "details.picker:not(.more)";

const kindOf = (file) => stated.find(({ page }) => page === file)?.kind;
/** Pages that belong to no scorecard, and so to none of its periods. */
const OF_THE_BOOK = ["cover", "method", "data", "assessment", "survey", "swot", "portfolio", "customers", "business-case"];

const chosen = onePerKind().filter(({ kind }) => !OF_THE_BOOK.includes(kind));

describe("past periods", () => {
  let browser;

  before(async () => {
    browser = await launch();
  });

  after(() => browser?.close());

  const opened = async (options, look) => {
    const context = await browser.newContext(options);
    for (const { page: file } of chosen) {
      const { page } = await watchedPage(context);
      await page.goto(urlOf(file));
      await page.click(`${PICKER} > summary`);
      await look(page, file);
      await page.close();
    }
    await context.close();
  };

  for (const [name, options] of [
    ["without a script", { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } }],
    ["on a phone", { viewport: { width: 360, height: 700 } }],
  ]) {
    test(`the list of periods opens ${name} and leads to an overview`, async () => {
      assert.ok(chosen.length > 0, "there are pages of a scorecard");
      await opened(options, async (page, file) => {
        const sides = await page.locator(`${PICKER} nav a`).evaluateAll((links) =>
          links.map((link) => link.getBoundingClientRect()).map(({ left, right, height }) => ({ left, right, height })));
        assert.ok(sides.length >= 3, `${file}: ${sides.length} links`);
        const seen = ({ left, right, height }) => height > 0 && left >= 0 && right <= options.viewport.width;
        assert.deepEqual(sides.filter((side) => !seen(side)), [], `${file}: links outside the page`);
        const current = await page.locator(`${PICKER} nav [aria-current]`).count();
        assert.equal(current, 1, `${file}: one period is the page's own`);
        await page.locator(`${PICKER} nav li a:not([aria-current])`).last().click();
        const there = target(page.url()).file;
        assert.equal(kindOf(there), "period", `${file} leads to ${there}`);
        await page.locator("aside.told p a").click();
        assert.equal(kindOf(target(page.url()).file), "overview", `${there} leads back`);
      });
    });
  }

  test("the list closes by Escape and by a click elsewhere", async () => {
    await opened({ viewport: { width: 1280, height: 900 } }, async (page, file) => {
      const open = () => page.locator(PICKER).evaluate((list) => list.open);
      assert.equal(await open(), true, file);
      await page.keyboard.press("Escape");
      assert.equal(await open(), false, `${file}: Escape`);
      await page.click(`${PICKER} > summary`);
      await page.locator("h1").click({ position: { x: 2, y: 2 } });
      assert.equal(await open(), false, `${file}: a click elsewhere`);
    });
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`an open list breaks no rule of accessibility in ${colorScheme}`, async () => {
      const { page: file } = chosen.find(({ kind }) => kind === "overview") ?? chosen[0];
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
      const { page } = await watchedPage(context);
      await page.goto(urlOf(file));
      await page.click(`${PICKER} > summary`);
      assert.deepEqual(await violations(page), []);
      await context.close();
    });
  }

  test("every period of the list of all periods has its page", async () => {
    const context = await browser.newContext();
    const { page } = await watchedPage(context);
    for (const { page: file } of stated.filter(({ kind }) => kind === "periods")) {
      await page.goto(urlOf(file));
      const links = await page.locator("main tbody th a").evaluateAll((all) => all.map((link) => link.href));
      assert.ok(links.length > 1, `${file}: ${links.length} periods`);
      for (const link of links) assert.equal(kindOf(target(link).file), "period", `${file}: ${link}`);
    }
    await context.close();
  });

  test(`an overview stays below ${OVERVIEW_BYTES} bytes`, () => {
    const overviews = stated.filter(({ kind }) => ["overview", "period"].includes(kind));
    assert.ok(overviews.length > 0);
    const heavy = overviews.filter(({ page }) => bytesOf(page) > OVERVIEW_BYTES).map(({ page }) => `${page}: ${bytesOf(page)}`);
    assert.deepEqual(heavy, []);
    console.log(`heaviest of ${overviews.length} overviews: ${Math.max(...overviews.map(({ page }) => bytesOf(page)))} bytes`);
  });
});
