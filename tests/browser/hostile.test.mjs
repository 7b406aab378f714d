// A book full of mischief, built and opened: nothing of it runs, leaves, breaks the page or makes it too wide.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { hostileBook, AWAY, TEXTS, TRACE } from "./lib/hostile.mjs";

const book = hostileBook();
process.env.SITE = join(book, "site"); // what the modules below look at
const { launch, onPages, stays, watchedPage } = await import("./lib/browser.mjs");
const { files, onePerKind, pages, siteDir, urlOf } = await import("./lib/site.mjs");
const { breaches, misbuilt } = await import("./lib/valid.mjs");
const { tooWide, visit } = await import("./lib/visit.mjs");

const textOf = (file) => readFileSync(join(siteDir, file), "utf8");
const none = (lines) => assert.equal(lines.length, 0, `${lines.length} findings:\n  ${lines.slice(0, 60).join("\n  ")}`);

/** Characters that turn the direction of all that follows. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/;

/** Runs inside the page: what only a text that got out of its place could have made. */
function escaped(trace) {
  const found = [];
  if (trace in globalThis) found.push("a script of the book ran");
  const made = document.querySelectorAll("img, iframe, object, embed, style, main script, textarea, [onload], [onerror], [onfocus], [onmouseover], [autofocus]");
  found.push(...[...made].map((e) => `an element of the book: ${e.outerHTML.slice(0, 80)}`));
  const reached = [...document.querySelectorAll("[href], [src]")].map((e) => e.getAttribute("href") ?? e.getAttribute("src"));
  found.push(...reached.filter((to) => /^\s*(javascript|data|https?):/i.test(to)).map((to) => `leads to ${to.slice(0, 60)}`));
  if (document.querySelectorAll("h1").length !== 1) found.push(`${document.querySelectorAll("h1").length} <h1>`);
  if (document.body.innerText.includes("1337")) found.push("a template of the book was filled in");
  return found;
}

/** Cells of a CSV that a spreadsheet would work out; a number may begin with a minus. */
function formulas(text) {
  const cells = text.replace(/^\uFEFF/, "").matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/g);
  return [...cells].map(([, quoted, bare]) => quoted ?? bare ?? "").filter((cell) => /^[=+@\t\r]|^-(?![\d.])/.test(cell));
}

describe("a hostile book", () => {
  let browser;

  before(async () => {
    browser = await launch();
    console.log(`${pages.length} pages`);
  });

  after(async () => {
    await browser?.close();
    rmSync(book, { recursive: true });
  });

  test("runs nothing and makes no element, on any page", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: true }); // escaping alone must do
    const found = await onPages(context, pages, async (watched, page) => {
      const dialogs = [];
      const note = (dialog) => {
        dialogs.push(`a dialog: ${dialog.message()}`);
        dialog.dismiss();
      };
      watched.page.on("dialog", note);
      await watched.page.goto(urlOf(page), { waitUntil: "load" });
      const all = [...(await watched.page.evaluate(escaped, TRACE)), ...watched.problems, ...watched.requests.filter((to) => !stays(to)), ...dialogs];
      watched.page.off("dialog", note);
      return all.map((what) => `${page}: ${what}`);
    });
    await context.close();
    none(found.flat());
  });

  test("fits a phone and a laptop, and its words do not lie on one another", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const found = await onPages(context, onePerKind(), async (watched, { page }) => {
      await watched.page.setViewportSize({ width: 1280, height: 900 });
      await watched.page.goto(urlOf(page), { waitUntil: "load" });
      const wide = await watched.page.evaluate(tooWide);
      const seen = await visit(watched, page);
      return [...(wide ? [wide] : []), ...seen.overflows, ...seen.collisions].map((what) => `${page}: ${what}`);
    });
    await context.close();
    none(found.flat());
  });

  test("is valid HTML, and its drawings are XML", async () => {
    const page = await browser.newPage();
    const found = [];
    for (const { page: file } of onePerKind()) {
      found.push(...[...(await breaches(textOf(file))), ...(await misbuilt(page, textOf(file)))].map((what) => `${file}: ${what}`));
    }
    await page.close();
    none(found);
  });

  test("shows what was written, and turns nothing round", async () => {
    none(pages.filter((page) => TURNS.test(textOf(page))));
    const context = await browser.newContext();
    const { page } = await watchedPage(context);
    await page.goto(urlOf(onePerKind().find(({ kind }) => kind === "decisions").page));
    const shown = await page.evaluate(() => document.querySelector("main").textContent.replace(/\s+/g, " "));
    for (const name of ["script", "picture", "attribute", "drawing", "ending", "template", "address", "entity", "long", "chinese"]) {
      assert.ok(shown.includes(TEXTS[name]), `${name} is not shown as it was written`);
    }
    await context.close();
  });

  test("its files hold no formula and are JSON", () => {
    const found = files.filter((file) => file.endsWith(".csv")).flatMap((file) => formulas(textOf(file)).map((cell) => `${file}: ${cell.slice(0, 80)}`));
    none(found);
    for (const file of files.filter((each) => each.endsWith(".json"))) assert.doesNotThrow(() => JSON.parse(textOf(file)), file);
  });

  for (const mischief of ["script", "picture", "drawing", "address", "long"]) {
    test(`the search shows it harmlessly (${mischief})`, async () => {
      const context = await browser.newContext({ viewport: { width: 360, height: 800 }, bypassCSP: true });
      const watched = await watchedPage(context);
      await watched.page.goto(urlOf(onePerKind().find(({ kind }) => kind === "overview").page));
      await watched.page.keyboard.press("/");
      await watched.page.waitForFunction(() => globalThis.scorebookIndex);
      await watched.page.keyboard.insertText(TEXTS[mischief].slice(0, 40));
      const hits = await watched.page.locator(".hit .hit-title").allTextContents();
      assert.ok(hits.some((title) => title.includes(TEXTS[mischief])), `found: ${hits.join(" | ").slice(0, 300)}`);
      none([...(await watched.page.evaluate(escaped, TRACE)), ...watched.problems, ...watched.requests.filter((to) => to.startsWith(AWAY))]);
      assert.equal(await watched.page.evaluate(tooWide), undefined);
      await context.close();
    });
  }
});
