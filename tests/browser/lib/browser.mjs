// Chromium, and pages in it that note everything a reader should never cause: console errors, failed loads and
// requests that leave the machine.

import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

function executable() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    process.env.CHROMIUM,
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error("no Chromium found: install chromium, or set CHROMIUM to a browser");
  return found;
}

/** Starts the browser, which finds no other machine than this one; close it when done. */
export const launch = () =>
  chromium.launch({ executablePath: executable(), args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"] });

/** Whether a request stays on this machine. */
export function stays(address) {
  const url = new URL(address);
  return ["file:", "data:", "blob:", "about:"].includes(url.protocol) || ["127.0.0.1", "localhost"].includes(url.hostname);
}

/** A page with `problems`, to which everything that should not happen is added, and `requests`, every address. */
export async function watchedPage(context) {
  const page = await context.newPage();
  const watched = { page, problems: [], requests: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) watched.problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => watched.problems.push(`script: ${error.message}`));
  page.on("request", (request) => watched.requests.push(request.url()));
  page.on("requestfailed", (request) => watched.problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  return watched;
}

/** Runs `work` over all items on a few pages of one context at once; results in the order of the items. */
export async function onPages(context, items, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    const watched = await watchedPage(context);
    while (next < items.length) {
      const index = next++;
      Object.assign(watched, { problems: [], requests: [] });
      results[index] = await work(watched, items[index]);
    }
    await watched.page.close();
  };
  await Promise.all(Array.from({ length: Math.min(4, cpus().length + 1, items.length) }, worker));
  return results;
}
