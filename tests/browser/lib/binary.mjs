// The tool under test.

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The binary in SCOREBOOK, or the one `cargo build` makes. */
export function binary() {
  const here = dirname(fileURLToPath(import.meta.url));
  const path = resolve(process.env.SCOREBOOK ?? join(here, "../../../target/debug/scorebook"));
  if (!existsSync(path)) throw new Error(`no ${path}: build the tool first (cargo build) or name it in SCOREBOOK`);
  return path;
}
