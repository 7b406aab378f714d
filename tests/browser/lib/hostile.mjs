// A book whose every text tries something: to run, to leave, to break out of its place, to turn the page around it or
// to stretch it. Written as JSON, which YAML reads.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "./binary.mjs";

/** Where anything that leaves would go to; nothing answers there. */
export const AWAY = "https://example.invalid/";

/** The global that every script of the book would set. */
export const TRACE = "hostileBookRan";

const RUN = `globalThis.${TRACE}=1;alert(1)`;

/** One text of each kind of mischief. */
export const TEXTS = {
  script: `<script>${RUN}</script>`,
  picture: `"><img src="${AWAY}p.png" onerror="${RUN}">`,
  attribute: `' onmouseover='${RUN}' autofocus onfocus="${RUN}"`,
  drawing: `</text></svg><svg onload="${RUN}"><a href="javascript:${RUN}">x</a>`,
  ending: `]]> --> </title></textarea></style></script><h1>broken out</h1>`,
  template: "{{ 7 * 191 }} {% raw %} ${7 * 191} {# gone #} {placeholder}",
  address: `javascript:${RUN}`,
  entity: "&lt;b&gt; &amp;amp; &#x202e; &nbsp;",
  turned: "\u202Edesrever si siht\u2066 not closed",
  rightToLeft: "\u200Fمبيعات الفرع (٣) 45% ←",
  invisible: "zero\u200Bwidth\u200Djoined\uFEFFmarked\u00ADsoft",
  faces: "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳 e\u0301\u0302\u0303\u0304\u0305\u0306\u0307 𝕊𝕔𝕠𝕣𝕖",
  long: "W".repeat(300),
  chinese: "长".repeat(300),
  formula: `=HYPERLINK("${AWAY}","x")`,
  control: "tab\there\u2028line\u2029paragraph",
};

const names = Object.values(TEXTS);
let turn = 0;
/** The next text, so that every place of the book gets another one; all languages say the same. */
const nasty = () => names[turn++ % names.length];

const MONTHS = Array.from({ length: 14 }, (_, at) => `${2025 + Math.floor((at + 8) / 12)}-${String(((at + 8) % 12) + 1).padStart(2, "0")}`);
const LAST = MONTHS.at(-1);

const scored = [{ baseline: 0, target: 100 }, { thresholds: { off_track: 20, on_track: 90 } }, { within: [0, 20, 60, 100] }];

const measure = (at, part) => ({
  id: `m${at}`, title: part.title ?? nasty(), description: nasty(), owner: nasty(), unit: at % 2 ? [...nasty()].slice(0, 12).join("") : "%", weight: 25,
  ...scored[at % 3],
  aggregate: "mean",
  sql: `SELECT month AS period, branch AS entity, v AS value FROM numbers WHERE v + ${at} > -1 -- </pre><script>${RUN}</script> ${"x".repeat(300)}`,
  notes: { [LAST]: nasty(), [MONTHS[9]]: nasty() },
  silence: { "target-never-met": nasty() },
});

const initiative = (at) => ({
  id: `i${at}`, title: nasty(), description: nasty(), owner: nasty(), moves: `m${at * 4}`, start: MONTHS[2], end: "2027-03",
  budget: 1e9, spent: 12345.678,
  milestones: [{ title: nasty(), due: MONTHS[5] }, { title: nasty(), due: "2027-02" }],
});

const objective = (at) => ({
  id: `o${at}`, title: names[at], description: nasty(), owner: nasty(), weight: 25, drives: at < 4 ? [] : [`o${at - 4}`],
  commentary: { [LAST]: nasty() },
  measures: [0, 1, 2, 3].map((part) => measure(at * 4 + part, { title: part === 0 ? names[at] : undefined })),
  initiatives: [initiative(at)],
});

const perspective = (at) => ({
  id: `p${at}`, title: names[(at * 5 + 12) % names.length], description: nasty(), owner: nasty(), weight: 25,
  commentary: { [LAST]: nasty() },
  objectives: [0, 1, 2, 3].map((part) => objective(at * 4 + part)),
});

const decision = (text, at) => ({
  id: `d${at}`, period: MONTHS[10], title: text, text: nasty(), by: nasty(), owner: nasty(), about: [`p${at % 4}`],
  due: LAST, ...(at % 3 ? { status: "open" } : { status: "done", closed: LAST, outcome: nasty() }),
});

const scorecard = () => ({
  kind: "scorecard", id: "hostile", title: TEXTS.script + TEXTS.turned, description: nasty(), period: "month",
  entities: { table: "branches", id: "id", parent: "parent", title: "name", top: { id: "all", title: TEXTS.long } },
  commentary: { [LAST]: names.join("\n") },
  decisions: names.map(decision),
  perspectives: [0, 1, 2, 3].map(perspective),
});

const csv = (rows) => rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")).join("\n");

/** Ids and names of entities are data: both are as bad as the texts. */
const branches = () => [["id", "parent", "name"], ...names.map((name, at) => [`${name}#${at}`, at < 3 ? "all" : `${names[at % 3]}#${at % 3}`, name])];

const numbers = () => [["month", "branch", "v"],
  ...MONTHS.flatMap((month, m) => names.map((name, n) => [month, `${name}#${n}`, (m * 7 + n * 13) % 101]))];

/** Writes the book into a new folder: its path. */
function write() {
  const folder = mkdtempSync(join(tmpdir(), "scorebook-hostile-"));
  for (const part of ["scorecards", "data"]) mkdirSync(join(folder, part));
  const book = { title: TEXTS.picture, locales: ["en", "zh"], made_up: true, currency: "¥", footer: TEXTS.ending + TEXTS.address };
  const files = {
    "scorebook.yaml": JSON.stringify(book), "scorecards/hostile.yaml": JSON.stringify(scorecard(), null, 1),
    "data/branches.csv": csv(branches()), "data/numbers.csv": csv(numbers()),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Builds the book: its folder, the site lies in `site/`. */
export function hostileBook() {
  const folder = write();
  try {
    execFileSync(binary(), ["build", folder], { stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`the hostile book does not build:\n${error.stderr}`);
  }
  return folder;
}
