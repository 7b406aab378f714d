#!/usr/bin/env bash
# Fuzzes what reads files from outside: builds the targets in fuzz/, makes their seeds, runs each for a while.
#
#     scripts/fuzz.sh [SECONDS [TARGET...]]      60 seconds, all targets
#
# The compiler at hand will do: no nightly, no sanitizer (the crate has no unsafe code; DuckDB is not instrumented).
# What is found is kept in fuzz/corpus; an input that breaks something lands in fuzz/artifacts.
# Exit codes: 0 nothing broke; 1 something did, or the targets could not be built; 2 wrong usage.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-60}
case "$seconds" in
'' | *[!0-9]*) printf 'usage: scripts/fuzz.sh [SECONDS [TARGET...]]\n' >&2; exit 2 ;;
esac
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(definition data book)

if ! cargo fuzz --version >/dev/null 2>&1; then
    printf 'error: cargo-fuzz is not installed\n  help: cargo install cargo-fuzz --locked\n' >&2
    exit 1
fi

triple=$(rustc -vV | sed -n 's/^host: //p')
CARGO_TARGET_DIR=$PWD/fuzz/target scripts/seed-duckdb.sh --target "$triple"
cargo fuzz build --sanitizer none
python3 scripts/make-fuzz-seeds.py

status=0
for target in "${targets[@]}"; do
    mkdir -p "fuzz/corpus/$target"
    cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=16384 -dict=fuzz/seeds/words.dict \
        -print_final_stats=1 || status=1
done
exit $status
