// Contrast of the theme's colours against the paper, as WCAG 2.2 computes it, in both themes and both palettes; what
// is asked of each is said in docs/theming.md.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../templates/css/tokens.css", import.meta.url), "utf8");

const WORDS = ["ink", "ink-2", "accent", "on", "risk", "off", "none", "rise", "fall"];
// Not the amber of --risk-fill, which always has a mark and a word beside it.
const SHAPES = ["ink-3", "on-fill", "off-fill", "none-fill", "rise-fill", "fall-fill"];

/** The variables of the block after `head`. */
function block(head) {
  const start = css.indexOf(head);
  assert.ok(start >= 0, `no ${head}`);
  const body = css.slice(start + head.length, css.indexOf("}", start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]));
}

function luminance(hex) {
  const [r, g, b] = hex.match(/[0-9a-f]{2}/gi).map((part) => parseInt(part, 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour of a variable, through those it refers to. */
const colour = (colours, name) => {
  const inner = /^var\(--([\w-]+)\)$/.exec(colours[name])?.[1];
  return inner ? colour(colours, inner) : colours[name];
};

const DARK = [':root:not([data-theme="light"]) {', ':root[data-theme="dark"] {'];

test("black on white is 21 : 1, and #767676 on white just enough for words", () => {
  assert.equal(ratio("#000000", "#ffffff"), 21);
  assert.equal(ratio("#767676", "#ffffff").toFixed(2), "4.54"); // the usual example of the limit
});

test("both ways to the dark theme say the same", () => assert.deepEqual(block(DARK[0]), block(DARK[1])));

for (const theme of ["light", "dark"]) {
  for (const palette of ["intl", "cn"]) {
    test(`colours stand out in ${theme} with ${palette}`, () => {
      const colours = { ...block(":root {"), ...(theme === "dark" ? block(DARK[1]) : {}), ...(palette === "cn" ? block(':root[data-palette="cn"] {') : {}) };
      const faint = (names, needed) => names.map((name) => [name, ratio(colour(colours, name), colours.paper)])
        .filter(([, found]) => found < needed).map(([name, found]) => `--${name}: ${found.toFixed(2)} of ${needed}`);
      assert.deepEqual([...faint(WORDS, 4.5), ...faint(SHAPES, 3)], []);
    });
  }
}
