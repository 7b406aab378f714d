// What the script adds for those who have it: another theme, remembered, and tables that sort.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, onPages, watchedPage } from "./lib/browser.mjs";
import { onePerKind, pages, stated, urlOf } from "./lib/site.mjs";

describe("the script", () => {
  const chosen = onePerKind();
  let browser;

  before(async () => {
    browser = await launch();
  });

  after(() => browser?.close());

  const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test("the theme button turns light into dark, on the next page too", async () => {
    const context = await browser.newContext({ colorScheme: "light" });
    const { page } = await watchedPage(context);
    await page.goto(urlOf("index.html"));
    const light = await paper(page);
    await page.click("button.theme");
    const dark = await paper(page);
    assert.notEqual(dark, light);
    await page.goto(urlOf(pages.find((other) => other !== "index.html")));
    assert.equal(await paper(page), dark);
    await page.click("button.theme");
    assert.equal(await paper(page), light);
    await context.close();
  });

  /** Runs inside the page: sorts every table by every column, up and down, and says which came out of order. */
  function sortEverything() {
    const faults = [];
    let sorted = 0;
    const number = (text) => Number(text.replaceAll(",", "").replace("−", "-").replace("±", ""));
    for (const table of document.querySelectorAll("table[data-sort]")) {
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        for (const direction of ["ascending", "descending"]) {
          const before = table.tBodies[0].rows.length;
          head.querySelector("button").click();
          const cells = [...table.tBodies[0].rows].map((row) => row.cells[column]).filter(Boolean);
          const values = cells.map((cell) => (cell.dataset.value ?? cell.textContent).trim()).filter((text) => text && text !== "–");
          const numbers = values.map(number);
          const place = `${head.textContent.trim()} ${direction}`;
          const missing = cells.map((cell) => ["", "–"].includes((cell.dataset.value ?? cell.textContent).trim()));
          if (missing.lastIndexOf(false) > missing.indexOf(true) && missing.includes(true)) faults.push(`${place}: missing is not last`);
          if (head.getAttribute("aria-sort") !== direction) faults.push(`${place}: aria-sort is ${head.getAttribute("aria-sort")}`);
          if (table.tBodies[0].rows.length !== before) faults.push(`${place}: rows were lost`);
          const wrong = (a, b) => (direction === "ascending" ? a > b : a < b);
          if (numbers.every(Number.isFinite) && numbers.some((n, i) => i > 0 && wrong(numbers[i - 1], n))) faults.push(`${place}: ${values.join(" ")}`);
          sorted += 1;
        }
      });
    }
    return { faults, sorted };
  }

  test("tables sort by every column, numbers as numbers", async () => {
    const context = await browser.newContext();
    const found = await onPages(context, chosen, async (watched, { page }) => {
      await watched.page.goto(urlOf(page));
      return { page, ...(await watched.page.evaluate(sortEverything)) };
    });
    await context.close();
    assert.deepEqual(found.flatMap(({ page, faults }) => faults.map((what) => `${page}: ${what}`)), []);
    assert.ok(found.some(({ sorted }) => sorted > 0), "at least one table can be sorted");
  });

  test("numbers with units sort by what they are worth, and grouped tables stay grouped", async () => {
    const context = await browser.newContext();
    const { page } = await watchedPage(context);
    const measure = stated.find(({ kind }) => kind === "measure").page;
    await page.goto(urlOf(measure));
    const order = await page.evaluate(() => {
      const cells = [["¥1,200", 1200], ["3.4亿", 3.4e8], ["12.5万", 125000], ["–"], ["−4.1%", -4.1], ["99%", 99], ["+0.5"]];
      const body = document.querySelector("table[data-sort]").tBodies[0];
      const template = body.rows[0];
      body.replaceChildren(...cells.map(([text, value]) => {
        const row = template.cloneNode(true);
        row.cells[1].textContent = text;
        delete row.cells[1].dataset.value;
        if (value !== undefined) row.cells[1].dataset.value = value;
        return row;
      }));
      const sort = document.querySelector("table[data-sort] thead th:nth-child(2) button");
      const read = () => [...body.rows].map((row) => row.cells[1].textContent);
      sort.click();
      const up = read();
      sort.click();
      return { up, down: read() };
    });
    const up = ["−4.1%", "+0.5", "99%", "¥1,200", "12.5万", "3.4亿"];
    assert.deepEqual(order, { up: [...up, "–"], down: [...up].reverse().concat("–") });
    await page.goto(urlOf(stated.find(({ kind }) => kind === "overview").page));
    assert.equal(await page.locator("table[data-sort]:has(.group)").count(), 0);
    await context.close();
  });
});
