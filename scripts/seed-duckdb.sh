#!/usr/bin/env bash
# Puts the prebuilt DuckDB library where libduckdb-sys looks before it downloads anything:
#
#     <build dir>/[<--target triple>/]duckdb-download/<triple>/<DuckDB version>/libduckdb.so
#
# The official archive is Cargo's own business: when it can be reached this script does nothing. Where it
# cannot, the same library is taken from DuckDB's npm package and checked against the sums pinned below.
#
#     scripts/seed-duckdb.sh [--target TRIPLE]
#
# Exit codes: 0 the library is there or Cargo will fetch it; 1 neither; 2 wrong usage.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One line a platform: DuckDB version, os-cpu, version of the npm package, its integrity as npm states it
# (`npm view @duckdb/node-bindings-OS-CPU@VERSION dist.integrity`), and the SHA-256 of the library inside.
# A platform without a line uses the official archive, DUCKDB_LIB_DIR or `--features bundled`.
pins() {
    cat <<'PINS'
1.5.6 linux-x64 1.5.6-r.1 sha512-IXcrZJE6kEqM0Z4wwdVnGBHX/frOS33VPNAwDXQ/Q+Fs84b058Qe94chrCCIcNJlG8Y3UHIUU4eBeCQxW5mN1Q== 3f4962cdd266eab2b479a5b5a4a6d063d279b2954ae814ed00385d553b747633
PINS
}

say() { printf 'duckdb: %s\n' "$*"; }
warn() { printf 'duckdb: %s\n' "$*" >&2; }

# What went wrong on the way, one line each, for the explanation at the end.
tried=()

explain_and_fail() {
    {
        printf 'error: no prebuilt DuckDB %s for %s\n' "$version" "$triple"
        printf '  tried: %s\n' "${tried[@]}"
        printf '  help: any one of these helps:\n'
        if [ -n "$archive" ]; then
            printf '    - make the official archive reachable (HTTPS_PROXY is honoured), then run this again\n'
            printf '    - put %s itself into %s; Cargo unpacks it\n' "$archive" "$folder"
        fi
        printf '    - set DUCKDB_LIB_DIR to a folder that holds %s of DuckDB %s\n' "$library" "$version"
        printf '    - compile DuckDB from source, which takes most of an hour: cargo build --features bundled\n'
    } >&2
    exit 1
}

# `1.10506.1` is DuckDB 1.5.6: the second part is major * 10000 + minor * 100 + patch.
duckdb_version() {
    local crate code
    crate=$(awk '/^name = "libduckdb-sys"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock)
    code=$(printf '%s' "$crate" | cut -d. -f2)
    case "$code" in
    '' | *[!0-9]*) warn "Cargo.lock names no libduckdb-sys version of the form 1.10506.1 (found: '$crate')"; exit 1 ;;
    esac
    printf '%d.%d.%d' $((code / 10000)) $((code / 100 % 100)) $((code % 100))
}

# Cargo's build folder, whatever sets it: CARGO_TARGET_DIR, a configuration file, or neither.
build_dir() {
    local metadata key
    metadata=$(cargo metadata --no-deps --offline --format-version 1 2>/dev/null) || metadata=
    for key in build_directory target_directory; do
        if [[ $metadata =~ \"$key\":\"([^\"]*)\" ]]; then
            printf '%s' "${BASH_REMATCH[1]}"
            return
        fi
    done
    printf '%s' "${CARGO_TARGET_DIR:-$PWD/target}"
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

# The integrity of a file as npm writes it. npm comes with node, so node is there when this is asked.
integrity() {
    node -e 'const { createHash } = require("crypto"), { readFileSync } = require("fs");
        console.log("sha512-" + createHash("sha512").update(readFileSync(process.argv[1])).digest("base64"))' "$1"
}

# 0 when the official archive answers within seconds.
official_answers() {
    local url="https://github.com/duckdb/duckdb/releases/download/v$version/$archive"
    if command -v curl >/dev/null; then
        curl --silent --fail --head --location --connect-timeout 5 --max-time 15 --output /dev/null "$url" && return
    elif command -v wget >/dev/null; then
        wget --quiet --spider --tries=1 --timeout=15 "$url" && return
    else
        tried+=("the official archive: neither curl nor wget is here to ask for it")
        return 1
    fi
    tried+=("the official archive $archive: no answer")
    return 1
}

# Fetches the npm package into the folder $1 and prints nothing; 0 when a checked library lies there.
take_from_npm() {
    local scratch=$1 package="@duckdb/node-bindings-$platform@$npm_version" code found
    if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
        tried+=("the npm package $package: npm is not installed")
        return 1
    fi
    if ! (cd "$scratch" && npm pack --loglevel=error --fetch-retries=2 "$package" >/dev/null 2>npm.log); then
        code=$(sed -n 's/^npm error code //p' "$scratch/npm.log" | head -n 1)
        tried+=("the npm package $package: npm pack failed (${code:-no error code})")
        return 1
    fi
    found=$(integrity "$scratch"/*.tgz)
    if [ "$found" != "$npm_integrity" ]; then
        tried+=("the npm package $package: checksum mismatch, it was thrown away; pinned $npm_integrity, got $found")
        return 1
    fi
    if ! tar -xzf "$scratch"/*.tgz -C "$scratch" "package/$library"; then
        tried+=("the npm package $package: it holds no $library")
        return 1
    fi
    found=$(sha256 "$scratch/package/$library")
    if [ "$found" != "$library_sha256" ]; then
        tried+=("the npm package $package: $library has SHA-256 $found instead of $library_sha256")
        return 1
    fi
}

main() {
    local target=${CARGO_BUILD_TARGET:-}
    case "${1:-}" in
    '') ;;
    --target) target=${2:?--target needs a triple} ;;
    *) warn "usage: scripts/seed-duckdb.sh [--target TRIPLE]"; exit 2 ;;
    esac

    if [ -n "${DUCKDB_LIB_DIR:-}" ]; then
        say "taking the library from DUCKDB_LIB_DIR=$DUCKDB_LIB_DIR"
        return
    fi

    triple=${target:-$(rustc -vV | sed -n 's/^host: //p')}
    version=$(duckdb_version)
    library=libduckdb.so archive= platform=
    case "$triple" in
    x86_64-unknown-linux-gnu) platform=linux-x64 archive=libduckdb-linux-amd64.zip ;;
    aarch64-unknown-linux-gnu) platform=linux-arm64 archive=libduckdb-linux-arm64.zip ;;
    x86_64-apple-darwin) platform=darwin-x64 archive=libduckdb-osx-universal.zip library=libduckdb.dylib ;;
    aarch64-apple-darwin) platform=darwin-arm64 archive=libduckdb-osx-universal.zip library=libduckdb.dylib ;;
    esac
    folder="$(build_dir)${target:+/$target}/duckdb-download/$triple/$version"

    if [ -z "$platform" ]; then
        tried=("no library is published for this platform")
        explain_and_fail
    fi

    npm_version= npm_integrity= library_sha256=
    read -r _ _ npm_version npm_integrity library_sha256 < <(pins | grep "^$version $platform ") || true

    # The official archive, downloaded by Cargo or put there by hand; Cargo unpacks it if need be.
    if [ -e "$folder/$archive" ]; then
        say "DuckDB $version is there"
        return
    fi
    if [ -e "$folder/$library" ]; then
        if [ "$(sha256 "$folder/$library")" = "$library_sha256" ]; then
            say "DuckDB $version is there"
            return
        fi
        mv -f "$folder/$library" "$folder/$library.unknown"
        warn "$folder/$library is not the pinned library; moved to $library.unknown"
    fi

    if official_answers; then
        say "DuckDB $version: Cargo will download the official archive"
        return
    fi
    if [ -z "$npm_version" ]; then
        tried+=("the npm package: none is pinned for DuckDB $version on $platform (see pins in scripts/seed-duckdb.sh)")
        explain_and_fail
    fi

    mkdir -p "$folder"
    scratch=$(mktemp -d "$folder/.seed.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    take_from_npm "$scratch" || explain_and_fail
    # Same file system, so nobody ever sees half a library.
    mv -f "$scratch/package/$library" "$folder/$library"
    say "DuckDB $version put in place from its npm package"
}

main "$@"
