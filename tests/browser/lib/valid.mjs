// Whether a page is HTML as the standard has it: what html-validate says of its text, and what Chromium's parser makes
// of it.

import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });

/** Every breach of the standard in the text of a page: line, rule, reason. */
export async function breaches(text) {
  const { results } = await validator.validateString(text);
  return results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `line ${line}: ${ruleId}: ${message}`));
}

/** Runs inside a page: what the parser moves, what points nowhere, and which drawing is no XML. */
function structure(text) {
  const parsed = new DOMParser().parseFromString(text, "text/html");
  const all = (selector) => [...parsed.querySelectorAll(selector)];
  const findings = [];
  // The parser closes, inserts and moves elements where the text is nested wrongly: then the two orders differ.
  const written = [...text.matchAll(/<([a-z][a-z0-9-]*)/gi)].map(([, name]) => name.toLowerCase());
  const made = all("*").map((e) => e.localName.toLowerCase());
  const at = written.findIndex((name, i) => name !== made[i]);
  if (at >= 0 || made.length !== written.length) {
    findings.push(`the parser makes <${made[at]}> of <${written[at]}>, after <${written.slice(Math.max(0, at - 3), at).join("> <")}>`);
  }
  const ids = all("[id]").map((e) => e.id);
  findings.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `id "${id}" twice`));
  const known = new Set(ids);
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "for", "list"]) {
    const missing = all(`[${name}]`).flatMap((e) => e.getAttribute(name).split(/\s+/)).filter((id) => !known.has(id));
    findings.push(...missing.map((id) => `${name} names "${id}", which is not there`));
  }
  const anchors = all('[href^="#"]').map((e) => decodeURIComponent(e.getAttribute("href").slice(1)));
  findings.push(...anchors.filter((id) => id && !known.has(id)).map((id) => `href="#${id}" leads nowhere`));
  for (const [drawing] of text.matchAll(/<svg\b[\s\S]*?<\/svg>/g)) {
    const wrong = new DOMParser().parseFromString(drawing, "image/svg+xml").querySelector("parsererror");
    if (wrong) findings.push(`a drawing is not well-formed: ${wrong.textContent.slice(0, 160)}: ${drawing.slice(0, 120)}`);
  }
  return findings;
}

/** What Chromium's parser finds wrong with the text of a page; `page` is any open one. */
export const misbuilt = (page, text) => page.evaluate(structure, text);
