// What helps a reader: search, links to headings, downloads, and the briefing on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { launch, onPages, watchedPage } from "./lib/browser.mjs";
import { files, onePerKind, siteDir, stated, target, urlOf } from "./lib/site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LANGUAGES = [...new Set(stated.map(({ lang }) => lang))];

/** The page of a kind in a language. */
const pageOf = (kind, lang) => stated.find((each) => each.kind === kind && each.lang === lang).page;

/** The index a page searches, read as the page reads it. */
function indexOf(lang) {
  const script = readFileSync(join(siteDir, `assets/search-${lang.split("-")[0]}.js`), "utf8");
  return JSON.parse(script.replace(/^window\.scorebookIndex = /, "").replace(/;\n$/, ""));
}

describe("what helps a reader", () => {
  let browser;

  before(async () => {
    browser = await launch();
  });

  after(() => browser?.close());

  const inPage = async (options, path, look) => {
    const context = await browser.newContext(options);
    const watched = await watchedPage(context);
    await watched.page.goto(urlOf(path));
    const seen = await look(watched.page, watched);
    assert.deepEqual(watched.problems, [], path);
    await context.close();
    return seen;
  };

  const hits = (page) => page.locator(".hit .hit-title").allTextContents();

  for (const lang of LANGUAGES) {
    test(`the search finds measures by name and by owner, from disk (${lang})`, async () => {
      const { entries } = indexOf(lang);
      const measure = entries.find((entry) => entry.kind === "measure" && entry.owner);
      await inPage({}, pageOf("measure", lang), async (page, watched) => {
        assert.ok(!watched.requests.some((address) => address.includes("search-")), "nothing is loaded before it is opened");
        await page.keyboard.press("/");
        await page.waitForFunction(() => globalThis.scorebookIndex);
        assert.ok(watched.requests.some((address) => address.includes("search-")));
        await page.keyboard.insertText(measure.title);
        assert.equal((await hits(page))[0], measure.title);
        const input = page.locator("dialog.search input[role=combobox]");
        assert.equal(await input.getAttribute("aria-expanded"), "true");
        assert.match(await page.locator("dialog.search [role=status]").textContent(), /\d/);
        await input.fill(measure.owner);
        const about = await page.locator(".hit .sub").allTextContents();
        assert.ok(about.length > 0 && about[0].includes(measure.owner), about[0]);
        assert.match(await page.locator(".hit .st").first().textContent(), /^[●▲◆○–] \S/, "status as mark and word");
        await input.fill("zzzz");
        assert.deepEqual(await hits(page), []);
        assert.ok(await page.locator("dialog.search [role=status]").textContent());
      });
    });

    test(`the search is worked by keys (${lang})`, async () => {
      const { entries } = indexOf(lang);
      await inPage({}, pageOf("overview", lang), async (page) => {
        await page.keyboard.press("/");
        await page.waitForFunction(() => globalThis.scorebookIndex);
        const dialog = page.locator("dialog.search");
        await page.keyboard.press("Escape");
        assert.equal(await dialog.isVisible(), false);
        await page.keyboard.press("/");
        await page.keyboard.insertText(entries.find((entry) => entry.kind === "perspective").title.slice(0, 2));
        const selected = () => page.locator('.hit[aria-selected="true"]').evaluateAll((all) => all.map((e) => e.id));
        const active = () => page.locator("dialog.search input[role=combobox]").getAttribute("aria-activedescendant");
        assert.deepEqual(await selected(), ["hit-0"]);
        await page.keyboard.press("ArrowDown");
        assert.deepEqual([await selected(), await active()], [["hit-1"], "hit-1"]);
        await page.keyboard.press("ArrowUp");
        await page.keyboard.press("ArrowUp");
        assert.notEqual((await selected())[0], "hit-0", "from the first one up is the last");
        await page.keyboard.press("ArrowDown");
        const goal = await page.locator("#hit-0").evaluate((e) => e.href);
        await page.keyboard.press("Enter");
        await page.waitForURL(goal);
        assert.ok(files.includes(target(goal).file), goal);
      });
    });

    test(`every entry of the index leads to a page (${lang})`, () => {
      const { entries, kinds, statuses } = indexOf(lang);
      const home = dirname(pageOf("cover", lang));
      const there = (href) => files.includes(join(home, href.split("#")[0]));
      assert.deepEqual(entries.filter(({ href }) => !there(href)).map(({ href }) => href), []);
      assert.deepEqual(entries.filter(({ kind, status }) => !kinds[kind] || (status && !statuses[status])), []);
      for (const kind of ["scorecard", "perspective", "objective", "measure", "entity", "initiative", "decision", "page"]) {
        assert.ok(entries.some((entry) => entry.kind === kind), kind);
      }
    });

    test(`the open search keeps axe's rules, and no single key opens it if the reader says so (${lang})`, async () => {
      await inPage({}, pageOf("overview", lang), async (page) => {
        await page.click("button.find");
        await page.waitForFunction(() => globalThis.scorebookIndex);
        await page.keyboard.insertText(indexOf(lang).entries[1].title.slice(0, 1));
        assert.ok((await hits(page)).length > 0);
        await page.evaluate(axe);
        // Preloading would have axe fetch the style sheet, which a page opened from disk may not.
        const found = await page.evaluate(() => globalThis.axe.run("dialog.search", { resultTypes: ["violations"], preload: false }));
        assert.deepEqual(found.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html}`), []);
        await page.uncheck("dialog.search [type=checkbox]");
        await page.click("dialog.search .close");
        await page.keyboard.press("/");
        assert.equal(await page.locator("dialog.search").isVisible(), false);
      });
    });
  }

  test("Chinese is found inside a title, Latin at the beginnings of words", async () => {
    if (LANGUAGES.length < 2) return;
    const [zh, en] = ["zh-Hans", "en"].map((lang) => indexOf(lang).entries.filter((entry) => entry.kind === "measure"));
    const inside = zh.find(({ title }) => /^[\u4e00-\u9fff]{4,}$/.test(title)).title;
    await inPage({}, pageOf("overview", "zh-Hans"), async (page) => {
      await page.keyboard.press("/");
      await page.waitForFunction(() => globalThis.scorebookIndex);
      await page.keyboard.insertText(inside.slice(2));
      assert.ok((await hits(page)).includes(inside), inside);
    });
    const word = en.map(({ title }) => title.split(" ").find((w, i) => i > 0 && /^[a-z]{5,}$/.test(w)) && title).find(Boolean);
    const late = word.split(" ").find((w, i) => i > 0 && /^[a-z]{5,}$/.test(w));
    await inPage({}, pageOf("overview", "en"), async (page) => {
      await page.keyboard.press("/");
      await page.waitForFunction(() => globalThis.scorebookIndex);
      await page.keyboard.insertText(late.slice(0, 4).toUpperCase());
      assert.ok((await hits(page)).includes(word), `${late} of ${word}`);
      await page.locator("dialog.search input[role=combobox]").fill(`x${late}`);
      assert.deepEqual(await hits(page), []);
      await page.locator("dialog.search input[role=combobox]").fill(late.slice(2));
      assert.ok(!(await hits(page)).includes(word), "not from the middle of a word");
    });
  });

  test("without JavaScript nothing shows of what only a script can do", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const found = await onPages(context, onePerKind(), async ({ page: tab }, { page }) => {
      await tab.goto(urlOf(page));
      const shown = await tab.locator("button, dialog, input").evaluateAll((all) => all.filter((e) => e.getClientRects().length).map((e) => e.className));
      return shown.map((what) => `${page}: ${what}`);
    });
    await context.close();
    assert.deepEqual(found.flat(), []);
  });

  test("every heading of a section can be linked to, and its link is copied", async () => {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const found = await onPages(context, onePerKind(), async ({ page: tab }, { page }) => {
      await tab.goto(urlOf(page));
      const bare = await tab.locator("main h2").evaluateAll((all) => all.filter((e) => !e.querySelector("a[href]")).map((e) => e.textContent.trim()));
      return bare.map((what) => `${page}: ${what}`);
    });
    assert.deepEqual(found.flat(), []);
    const { page } = await watchedPage(context);
    await page.goto(urlOf(pageOf("overview", LANGUAGES[0])));
    await page.click("h2 > a.anchor");
    await page.waitForFunction(() => document.querySelector(".toast").textContent);
    const [copied, here] = await page.evaluate(async () => [await navigator.clipboard.readText(), location.href]);
    assert.equal(copied, here);
    assert.match(here, /#[a-z]/);
    await context.close();
  });

  test("the print button prints", async () => {
    await inPage({}, pageOf("overview", LANGUAGES[0]), async (page) => {
      await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true; }; });
      await page.click("button.print");
      assert.equal(await page.evaluate(() => globalThis.printed), true);
    });
  });

  test("a CSV says what its table says", async () => {
    for (const lang of LANGUAGES) {
      const path = pageOf("overview", lang);
      const rows = await inPage({}, path, (page) => page.locator("table.measures tbody tr:not(.group) .c-name > a").allTextContents());
      const csv = readFileSync(join(siteDir, dirname(path), "measures.csv"), "utf8");
      assert.ok(csv.startsWith("\ufeff"), "Excel is told that it is UTF-8");
      const lines = csv.trim().split("\n").slice(1);
      assert.equal(lines.length, rows.length);
      rows.forEach((title, at) => assert.ok(lines[at].includes(title.trim()), `${title}: ${lines[at]}`));
      const numbers = JSON.parse(readFileSync(join(siteDir, dirname(path), "numbers.json"), "utf8"));
      const measures = numbers.tables.find((table) => table.id === "measures");
      assert.equal(measures.rows.length, rows.length);
      assert.ok(measures.rows.every((row) => row.length === measures.columns.length));
    }
  });

  /** The words of a PDF page by page, or nothing where pdftotext is missing. */
  function words(pdf) {
    const folder = mkdtempSync(join(tmpdir(), "scorebook-briefing-"));
    try {
      writeFileSync(join(folder, "b.pdf"), pdf);
      return execFileSync("pdftotext", ["-layout", "-enc", "UTF-8", join(folder, "b.pdf"), "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
      return undefined;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  for (const { page: path, lang } of stated.filter(({ kind }) => kind === "briefing")) {
    test(`${path} prints with every measure, every figure and page numbers`, async () => {
      const { pdf, titles, seen } = await inPage({}, path, async (page) => {
        await page.emulateMedia({ media: "print" });
        const titles = await page.locator("main h4").allTextContents();
        const seen = await page.evaluate(() => [...document.querySelectorAll(".brief")].map((each) => {
          const drawn = [...each.querySelectorAll("svg.chart")].filter((svg) => svg.getBoundingClientRect().height > 40);
          return { id: each.getAttribute("aria-labelledby"), charts: drawn.length, shapes: drawn[0]?.querySelectorAll("path, circle, text").length ?? 0 };
        }));
        return { pdf: await page.pdf({ preferCSSPageSize: true }), titles, seen };
      });
      const card = dirname(dirname(path));
      const inBook = indexOf(lang).entries.filter(({ kind, href }) => kind === "measure" && join(dirname(pageOf("cover", lang)), href).startsWith(`${card}/`));
      assert.ok(inBook.length > 3);
      assert.equal(titles.length, inBook.length, "every measure of the scorecard");
      assert.deepEqual(seen.filter(({ charts, shapes }) => charts !== 1 || shapes < 3), [], "every measure has its chart");
      const pages = words(pdf);
      if (!pages) return assert.ok(pdf.includes("/ToUnicode"));
      const bare = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
      const all = bare(pages.join(""));
      assert.deepEqual(inBook.filter(({ title }) => !all.includes(bare(title))).map(({ title }) => title), []);
      pages.forEach((text, at) => {
        if (at > 0) assert.match(text, new RegExp(`\\b${at + 1} / ${pages.length}\\s*$`), `page ${at + 1} has its number`);
      });
      // The first page has no running head, and the contents are on the second.
      assert.ok(bare(pages[2]).startsWith(bare(readFileSync(join(siteDir, dirname(path), "running.css"), "utf8").match(/content: "(.*?)";/)[1])));
    });
  }
});
