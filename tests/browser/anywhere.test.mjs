// Wherever the report is read: without JavaScript, from a server under some folder, and on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, onPages } from "./lib/browser.mjs";
import { onePerKind, siteDir, urlOf } from "./lib/site.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".csv": "text/csv", ".svg": "image/svg+xml" };

/** Serves the site under `/some/where/`; answers `[address, close]`. */
async function serve() {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (path === "/favicon.ico") return response.writeHead(204).end(); // browsers ask for it by themselves
    const file = resolve(siteDir, path.replace(/^\/some\/where\//, ""));
    const inside = path.startsWith("/some/where/") && file.startsWith(siteDir + sep);
    try {
      const body = inside ? readFileSync(file) : undefined;
      response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return [`http://127.0.0.1:${server.address().port}/some/where/`, () => server.close()];
}

/** Runs inside the page: what a reader sees of its contents. */
function contents() {
  const shown = (e) => e.getClientRects().length > 0;
  const count = (selector) => [...document.querySelectorAll(selector)].filter(shown).length;
  return {
    heading: document.querySelector("h1")?.textContent.trim(),
    tables: count("main table"), rows: count("main tr"), charts: count("main svg"), headings: count("main h2"), links: count("main a"),
  };
}

/** The words of a PDF: by pdftotext if it is here, otherwise whether fonts map to Unicode at all. */
function selectable(pdf, words) {
  const folder = mkdtempSync(join(tmpdir(), "scorebook-print-"));
  try {
    writeFileSync(join(folder, "page.pdf"), pdf);
    const text = execFileSync("pdftotext", ["-raw", "-enc", "UTF-8", join(folder, "page.pdf"), "-"], { encoding: "utf8" });
    // Letters and digits only: lines break anywhere, and pdftotext joins words that end in a hyphen.
    const bare = (value) => value.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
    return bare(text).includes(bare(words));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return pdf.includes("/ToUnicode");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("anywhere", () => {
  const chosen = onePerKind();
  let browser;

  before(async () => {
    browser = await launch();
  });

  after(() => browser?.close());

  const inContext = async (options, addressOf, look) => {
    const context = await browser.newContext(options);
    const found = await onPages(context, chosen, async (watched, { page }) => {
      await watched.page.goto(addressOf(page), { waitUntil: "load" });
      return { page, problems: watched.problems, seen: await look(watched.page) };
    });
    await context.close();
    return found;
  };

  test("without JavaScript a page shows the same contents", async () => {
    const look = (page) => page.evaluate(contents);
    const without = await inContext({ javaScriptEnabled: false }, urlOf, look);
    const withIt = await inContext({}, urlOf, look);
    assert.ok(without.every(({ seen }) => seen.heading), "every page has a heading");
    assert.deepEqual(without.map(({ page, seen }) => ({ page, seen })), withIt.map(({ page, seen }) => ({ page, seen })));
  });

  test("served from a folder of a web site it loads whole", async () => {
    const [address, close] = await serve();
    try {
      const found = await inContext({}, (page) => address + page, async (page) => page.evaluate(() => document.styleSheets.length));
      assert.deepEqual(found.flatMap(({ page, problems }) => problems.map((what) => `${page}: ${what}`)), []);
      assert.ok(found.every(({ seen }) => seen > 0), "every page has its style sheet");
    } finally {
      close();
    }
  });

  test("printed on A4 its text can be selected", async () => {
    const found = await inContext({}, urlOf, async (page) => {
      const heading = await page.evaluate(() => document.querySelector("h1").innerText);
      const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
      const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString("latin1"));
      return { heading, text: selectable(pdf, heading), size: box?.slice(1).map((points) => Math.round(Number(points))) };
    });
    assert.deepEqual(found.filter(({ seen }) => !seen.text).map(({ page, seen }) => `${page}: "${seen.heading}" is not in the PDF's text`), []);
    const a4 = (size) => size && ((Math.abs(size[0] - 595) < 2 && Math.abs(size[1] - 842) < 2) || (Math.abs(size[1] - 595) < 2 && Math.abs(size[0] - 842) < 2));
    assert.deepEqual(found.filter(({ seen }) => !a4(seen.size)).map(({ page, seen }) => `${page}: ${seen.size}`), []);
  });
});
