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
export function tooWide() {
  const width = document.documentElement.clientWidth;
  const excess = document.documentElement.scrollWidth - width;
  if (excess <= 0) return undefined;
  // What is positioned is clipped by the box it is positioned in, not by the one it is written in.
  const positioned = (e) => (e && getComputedStyle(e).position === "static" ? positioned(e.parentElement) : e);
  const around = (e) => (getComputedStyle(e).position === "absolute" ? positioned(e.parentElement) : e.parentElement);
  const scrolls = (e) => e && (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX) || scrolls(around(e)));
  // Its box sticks out, or its contents do.
  const sticksOut = (e, box = e.getBoundingClientRect()) =>
    (box.right > width + 0.5 && !scrolls(around(e))) || (box.left + e.scrollWidth > width + 0.5 && !scrolls(e));
  const wide = [...document.body.querySelectorAll(":not(svg *)")]
    .filter((e) => sticksOut(e))
    .map((e) => `${e.localName}${e.getAttribute("class") ? `.${e.getAttribute("class")}` : ""}`);
  return `${excess} px wider than ${width} px: ${[...new Set(wide)].slice(-5).join(", ")}`;
}

/** Runs inside the page: cells of a row whose words lie on one another. */
function collisions() {
  // The box around a cell's words, without those only a screen reader says.
  const words = (cell) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const boxes = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || getComputedStyle(node.parentElement).position === "absolute") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      boxes.push(...range.getClientRects());
    }
    const side = (pick, name) => pick(...boxes.map((box) => box[name]));
    return { left: side(Math.min, "left"), right: side(Math.max, "right"), top: side(Math.min, "top"), bottom: side(Math.max, "bottom") };
  };
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const along = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return [...document.querySelectorAll("main tbody tr")].flatMap((row) => {
    const cells = [...row.cells].map((cell) => ({ cell, box: words(cell) })).filter(({ box }) => box.right > box.left);
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
    const found = await watched.page.evaluate(tooWide);
    if (found) seen.overflows.push(found);
    seen.collisions.push(...(await watched.page.evaluate(collisions)));
  }
  return { ...seen, problems: watched.problems, requests: watched.requests };
}
