// Every page of the site, opened from disk: its links, its languages, what it loads, and whether it fits a phone.

import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, onPages, stays } from "./lib/browser.mjs";
import { bytesOf, files, groupBy, pages, siteDir, target } from "./lib/site.mjs";
import { PHONES, visit } from "./lib/visit.mjs";

/** A page with its charts inside stays below this; what all pages share together below the other. */
const PAGE_BYTES = 600_000;
const SHARED_BYTES = 150_000;

/** Fails with every line, so that one run tells all. */
const none = (lines, what) => assert.equal(lines.length, 0, `${lines.length} ${what}:\n  ${lines.slice(0, 60).join("\n  ")}`);

describe("every page of the site", () => {
  let browser;
  let visits;
  let byPage;

  before(async () => {
    browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    visits = await onPages(context, pages, visit);
    byPage = new Map(visits.map((seen) => [seen.page, seen]));
    const kinds = [...groupBy(visits, (seen) => seen.kind)].map(([kind, group]) => `${kind || "?"} ${group.length}`);
    console.log(`${pages.length} pages: ${kinds.join(", ")}`);
  });

  after(() => browser?.close());

  const everywhere = (find) => visits.flatMap((seen) => find(seen).map((what) => `${seen.page}: ${what}`));

  test("says what kind of page it is, in which language, under which title", () => {
    none(everywhere((seen) => [
      ...(seen.kind ? [] : ["<body> has no data-page"]),
      ...(["zh", "en"].includes(seen.lang.split("-")[0]) ? [] : [`lang is "${seen.lang}"`]),
      ...(seen.title.trim() ? [] : ["no <title>"]),
      ...(seen.headings === 1 ? [] : [`${seen.headings} <h1>`]),
      ...seen.doubleIds.map((id) => `id "${id}" twice`),
    ]), "pages that do not introduce themselves");
  });

  test("links and anchors resolve", () => {
    none(everywhere((seen) => seen.links.flatMap(({ written, href }) => {
      const to = target(href);
      if (!to || to.outside) return [];
      if (!existsSync(join(siteDir, to.file))) return [`${written} leads nowhere`];
      if (statSync(join(siteDir, to.file)).isDirectory()) return [`${written} leads to a folder, which a disk does not open`];
      const there = byPage.get(to.file);
      return to.anchor && there && !there.anchors.includes(to.anchor) ? [`${written}: no such anchor`] : [];
    })), "broken links");
  });

  test("links stay relative, so the site works under any path", () => {
    none(everywhere((seen) => seen.links
      .filter(({ written, href }) => written.startsWith("/") || (target(href)?.outside?.startsWith("file:") ?? false))
      .map(({ written }) => written)), "links that leave the site's folder");
  });

  test("every page can be reached from the first", () => {
    const reached = new Set(["index.html"]);
    for (const page of reached) {
      for (const { href } of byPage.get(page)?.links ?? []) {
        const file = target(href)?.file;
        if (byPage.has(file)) reached.add(file);
      }
    }
    none(pages.filter((page) => !reached.has(page)), "pages nobody can reach");
  });

  test("downloads are there", () => {
    const linked = new Set(visits.flatMap((seen) => seen.links.map(({ href }) => target(href)?.file)));
    none(files.filter((file) => /^data\/.*\.(csv|json)$/.test(file) && !linked.has(file)), "data files no page links to");
  });

  test("the language switch leads to the same page in the other language, and back", () => {
    const languages = [...new Set(visits.map((seen) => seen.lang))];
    if (languages.length < 2) return;
    none(everywhere((seen) => languages.filter((lang) => lang !== seen.lang).flatMap((lang) => {
      const to = seen.switches.find((found) => found.lang === lang);
      if (!to) return [`no link to ${lang}`];
      const there = byPage.get(target(to.href)?.file);
      if (!there) return [`its ${lang} page is missing`];
      if (there.lang !== lang) return [`its ${lang} page is in ${there.lang}`];
      if (there.kind !== seen.kind) return [`a ${seen.kind} page leads to a ${there.kind} page`];
      const back = there.switches.find((found) => found.lang === seen.lang);
      // The first page of the site may be a copy of one language's cover.
      const home = target(back?.href ?? "about:")?.file;
      return home === seen.page || seen.page === "index.html" ? [] : [`from ${there.page} the way back leads to ${home}`];
    })), "broken language switches");
  });

  test("nothing is reported on the console and nothing fails to load", () => {
    none(everywhere((seen) => seen.problems), "problems");
  });

  test("no request leaves the page", () => {
    none(everywhere((seen) => seen.requests.filter((address) => !stays(address))), "requests that left");
    const loaded = new Set(visits.flatMap((seen) => seen.requests));
    assert.ok(loaded.size >= pages.length, "the requests were watched");
  });

  test(`fits ${PHONES.join(" and ")} px without scrolling sideways`, () => {
    none(everywhere((seen) => seen.overflows), "pages too wide");
  });

  test("words in tables do not lie on one another", () => {
    none(everywhere((seen) => seen.collisions), "collisions");
  });

  test("is light enough for a phone", () => {
    const heavy = pages.filter((page) => bytesOf(page) > PAGE_BYTES);
    none(heavy.map((page) => `${page}: ${bytesOf(page)} bytes`), `pages above ${PAGE_BYTES} bytes`);
    const shared = new Set(visits.flatMap((seen) => seen.requests).map((address) => target(address)?.file).filter((file) => file && !file.endsWith(".html")));
    const bytes = [...shared].reduce((sum, file) => sum + bytesOf(file), 0);
    const all = pages.reduce((sum, page) => sum + bytesOf(page), 0);
    console.log(`heaviest page ${Math.max(...pages.map(bytesOf))} bytes, all pages ${all}, shared files ${bytes}`);
    assert.ok(bytes <= SHARED_BYTES, `styles and scripts take ${bytes} bytes, ${SHARED_BYTES} are allowed: ${[...shared].join(", ")}`);
  });
});
