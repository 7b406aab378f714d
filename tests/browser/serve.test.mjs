// The report beside the book it is made from: a page in a browser reloads when a file is saved, and shows what is wrong.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { violations } from "./lib/axe.mjs";
import { binary } from "./lib/binary.mjs";
import { launch, stays, watchedPage } from "./lib/browser.mjs";

/** No wait is longer; on a machine that is not overloaded none comes near it. */
const LIMIT = 120_000;

const scorecard = (title) => `kind: scorecard
id: small
title: Small
framework: own
period: month
perspectives:
  - id: customer
    title: Customer
    weight: 100
    objectives:
      - id: keep
        title: Keep customers
        weight: 100
        measures:
          - id: retention
            title: ${title}
            weight: 100
            baseline: 10
            target: 61
            sql: SELECT month AS period, value FROM kept
`;

describe("scorebook serve", () => {
  const folder = mkdtempSync(join(tmpdir(), "scorebook-browser-"));
  const book = join(folder, "book");
  const save = (title) => writeFileSync(join(book, "scorecards/small.yaml"), scorecard(title));
  let browser, server, url;

  before(async () => {
    for (const path of ["book/scorecards", "book/data", "tmp"]) mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(book, "scorebook.yaml"), "title: A small book\nlocales: [en]\n");
    writeFileSync(join(book, "data/kept.csv"), "month,value\n2026-09,51\n2026-10,57\n");
    save("Retention");
    server = spawn(binary(), ["serve", book, "--port", "0"], {
      env: { ...process.env, TMPDIR: join(folder, "tmp") },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(server, "exit").then(([code]) => assert.fail(`it ended with ${code} before it served anything`));
    const [line] = await Promise.race([once(createInterface({ input: server.stdout }), "line"), ended]);
    ended.catch(() => {}); // later it may
    url = line.match(/http:\/\/[^/]+\//)[0];
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    if (server?.exitCode === null) {
      server.kill("SIGINT");
      const [code] = await once(server, "exit");
      assert.equal(code, 0);
    }
    rmSync(folder, { recursive: true });
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`a page reloads when a file is saved, and shows what is wrong (${colorScheme})`, { timeout: 4 * LIMIT }, async () => {
      save("Retention");
      const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 740 } });
      const { page, problems, requests } = await watchedPage(context);
      const heading = (text) => page.locator("h1", { hasText: text }).waitFor({ timeout: LIMIT });
      await page.goto(url); // while the first build may still be under way
      await page.locator("body[data-page]").waitFor({ timeout: LIMIT });
      await page.goto(`${url}small/customer/keep/retention/`);
      await heading("Retention");

      save("Churn");
      await heading("Churn");
      assert.equal(await page.locator(".scorebook-live.failed").count(), 0);

      save('Loyalty\n            titel: x\n            "<img src=x onerror=alert(1)>": x');
      const panel = page.locator(".scorebook-live.failed");
      await panel.waitFor({ timeout: LIMIT });
      await heading("Churn"); // the last good page
      assert.match(await panel.innerText(), /The last build failed: 2 errors[^]*small\.yaml:17[^]*did you mean `title`[^]*no field `<img src=x/);
      assert.equal(await page.locator(".scorebook-live img").count(), 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
      assert.deepEqual(await violations(page), []);

      save("Loyalty");
      await heading("Loyalty");
      assert.equal(await panel.count(), 0);
      assert.deepEqual(requests.filter((request) => !stays(request)), []);
      assert.deepEqual(problems.filter((problem) => !/503|live\.js|events|ERR_ABORTED/.test(problem)), []);
      await context.close();
    });
  }
});
