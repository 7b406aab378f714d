// The built site on disk: where it is, which pages it has, and what a reader's click leads to.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of the site under test: SITE, or the demo's. */
export const siteDir = resolve(process.env.SITE ?? join(here, "../../../site"));

if (!existsSync(join(siteDir, "index.html"))) {
  throw new Error(`no index.html in ${siteDir}: build the site first (make site) or name another in SITE`);
}

/** Every file of the site, relative to it, with `/`, in order. */
export const files = readdirSync(siteDir, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(siteDir, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
  .sort();

/** Every page, relative to the site, in order. */
export const pages = files.filter((file) => file.endsWith(".html"));

/** Bytes of a file of the site. */
export const bytesOf = (file) => statSync(join(siteDir, file)).size;

/** The address of a file of the site. */
export const urlOf = (file) => pathToFileURL(join(siteDir, file)).href;

/**
 * Where an address on a page leads: `{ file, anchor }` inside the site, `{ outside }` for anything that is no
 * file of it, or `undefined` for what is no place (mailto, javascript, data).
 */
export function target(href) {
  const url = new URL(href);
  if (["mailto:", "tel:", "data:", "blob:", "about:"].includes(url.protocol)) return undefined;
  if (url.protocol !== "file:") return { outside: href };
  const anchor = decodeURIComponent(url.hash.slice(1));
  url.hash = url.search = "";
  const file = relative(siteDir, fileURLToPath(url)).split(sep).join("/");
  return file.startsWith("..") ? { outside: href } : { file: file === "" ? "." : file, anchor };
}

/** Groups values by a key, in order of first appearance. */
export function groupBy(values, key) {
  const groups = new Map();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

/** Every page with the kind and the language it states, without opening it: `{ page, kind, lang }`. */
export const stated = pages.map((page) => {
  const text = readFileSync(join(siteDir, page), "utf8");
  const value = (pattern) => pattern.exec(text)?.[1] ?? "";
  return { page, kind: value(/<body[^>]*\sdata-page="([^"]*)"/), lang: value(/<html[^>]*\slang="([^"]*)"/) };
});

/**
 * For every kind of page in every language its first, its heaviest and one from the middle: enough to see what a
 * template does, without opening every branch and month. ALL_PAGES=1 takes every page.
 */
export function sample() {
  if (process.env.ALL_PAGES) return stated;
  return [...groupBy(stated, kindAndLanguage).values()].flatMap((group) => {
    const heaviest = group.reduce((a, b) => (bytesOf(b.page) > bytesOf(a.page) ? b : a));
    return [...new Set([group[0], heaviest, group[group.length >> 1]])];
  });
}

/** One of every kind of page in every language. */
export const onePerKind = () => [...groupBy(stated, kindAndLanguage).values()].map((group) => group[group.length >> 1]);

function kindAndLanguage({ kind, lang }) {
  return `${kind} ${lang}`;
}
