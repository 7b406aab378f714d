// The text of the pages is HTML as the standard has it, and their drawings are XML.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch } from "./lib/browser.mjs";
import { onePerKind, pages, siteDir } from "./lib/site.mjs";
import { breaches, misbuilt } from "./lib/valid.mjs";

const textOf = (page) => readFileSync(join(siteDir, page), "utf8");
const none = (lines) => assert.equal(lines.length, 0, `${lines.length} findings:\n  ${lines.slice(0, 60).join("\n  ")}`);

/** A page that is sound, for the tests of the tests: `body` stands in it. */
const around = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body>${body}</body></html>`;

describe("the pages are valid", () => {
  let browser;
  let blank;

  before(async () => {
    browser = await launch();
    blank = await browser.newPage();
  });

  after(() => browser?.close());

  test("the validator finds what is wrong", async () => {
    assert.deepEqual(await breaches(around("<p>x</p>")), []);
    for (const wrong of ["<ul><div>x</div></ul>", "<p><div>x</div></p>", '<i id="a"></i><i id="a"></i>', "<img alt=\"\">", "<b>x"]) {
      assert.notDeepEqual(await breaches(around(wrong)), [], wrong);
    }
  });

  test("the parser's view finds what is wrong", async () => {
    const sound = '<h2 id="a">x</h2><section aria-labelledby="a"><a href="#a">x</a><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></section>';
    assert.deepEqual(await misbuilt(blank, around(sound)), []);
    for (const wrong of [
      "<table><div>x</div><tbody></tbody></table>", "<table><tr><td>x</td></tr></table>", '<i id="a"></i><i id="a"></i>',
      '<p aria-labelledby="b">x</p>', '<a href="#b">x</a>', "<svg><path d=M0></svg>", "<svg><text>a &nbsp; b</text></svg>",
    ]) assert.notDeepEqual(await misbuilt(blank, around(wrong)), [], wrong);
  });

  test("one of every kind in every language keeps to the standard", async () => {
    const found = [];
    for (const { page } of onePerKind()) found.push(...(await breaches(textOf(page))).map((what) => `${page}: ${what}`));
    none(found);
  });

  test("every page is built as it is written, its references lead somewhere, its drawings are XML", async () => {
    const found = [];
    for (const page of pages) found.push(...(await misbuilt(blank, textOf(page))).map((what) => `${page}: ${what}`));
    none(found);
  });
});
