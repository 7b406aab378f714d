#!/usr/bin/env bash
# Checks the dependency tree against deny.toml. Advisories need their database, which is fetched from the network:
# where it cannot be had that is said, and the rest still counts.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! cargo deny --version >/dev/null 2>&1; then
    cat >&2 <<'HELP'
error: cargo-deny is not installed
  help: cargo install cargo-deny --locked
HELP
    exit 1
fi

cargo deny --log-level error check licenses bans sources

if ! log=$(cargo deny --log-level error fetch db 2>&1); then
    printf 'audit: advisories NOT checked, their database cannot be reached: %s\n' "${log##*fatal: }" >&2
    exit 0
fi
cargo deny --log-level error check --disable-fetch advisories
