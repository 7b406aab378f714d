// What one look at a page tells: its kind, language, links, anchors, and whether it fits the screen.

import { urlOf } from "./site.mjs";

/** Widths of phones every page must fit without scrolling sideways. */
export const PHONES = [360, 390];

/** Runs inside the page. */
function read() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    kind: document.body.dataset.page ?? "",
    lang: document.documentElement.lang,
    title: document.title,
    headings: all("h1").length,
    // The attribute as written, and where it leads.
    links: [...all("a[href], link[href]").map((e) => e.getAttribute("href")), ...all("[src]").map((e) => e.getAttribute("src"))]
      .map((written) => ({ written, href: new URL(written, document.baseURI).href })),
    anchors: all("[id]").map((e) => e.id),
    doubleIds: all("[id]").map((e) => e.id).filter((id, i, ids) => ids.indexOf(id) !== i),
    switches: all("a[hreflang]").map((a) => ({ lang: a.hreflang, href: a.href })),
  };
}

/** Runs inside the page: how far it is wider than the screen, and the elements that stick out. */
function overflow() {
  const width = document.documentElement.clientWidth;
  const excess = document.documentElement.scrollWidth - width;
  if (excess <= 0) return undefined;
  const scrolls = (e) => e && (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const right = (e, box = e.getBoundingClientRect()) => Math.max(box.right, box.left + e.scrollWidth);
  const wide = [...document.body.querySelectorAll("*")]
    .filter((e) => right(e) > width + 0.5 && !scrolls(e))
    .map((e) => `${e.localName}${e.getAttribute("class") ? `.${e.getAttribute("class")}` : ""}`);
  return `${excess} px wider than ${width} px: ${[...new Set(wide)].slice(-5).join(", ")}`;
}

/** Runs inside the page: cells of a row whose words lie on one another. */
function collisions() {
  const words = (cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  };
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const along = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return [...document.querySelectorAll("main tbody tr")].flatMap((row) => {
    const cells = [...row.cells].map((cell) => ({ cell, box: words(cell) })).filter(({ box }) => box.width > 0);
    const collides = (a, b) => across(a.box, b.box) > 1 && along(a.box, b.box) > 2;
    const pairs = cells.flatMap((a, i) => cells.slice(i + 1).filter((b) => collides(a, b)).map((b) => [a, b]));
    const said = ({ cell }) => `"${cell.textContent.trim().replace(/\s+/g, " ").slice(0, 30)}"`;
    return pairs.map(([a, b]) => `${said(a)} lies on ${said(b)} at ${innerWidth} px`);
  });
}

/** Opens a page and reads it. */
export async function visit(watched, page) {
  await watched.page.goto(urlOf(page), { waitUntil: "load" });
  const seen = { page, ...(await watched.page.evaluate(read)), overflows: [], collisions: [] };
  for (const width of PHONES) {
    await watched.page.setViewportSize({ width, height: 800 });
    const found = await watched.page.evaluate(overflow);
    if (found) seen.overflows.push(found);
    seen.collisions.push(...(await watched.page.evaluate(collisions)));
  }
  return { ...seen, problems: watched.problems, requests: watched.requests };
}
