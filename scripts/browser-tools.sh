#!/usr/bin/env bash
# Makes sure the browser tests can run: Chromium, a Chinese font, pdftotext, and the node packages of
# tests/browser. What is missing is installed where that is possible (Debian packages with root or sudo, npm ci);
# otherwise this says what is missing and exits 1. Set CHROMIUM to use a browser of your own.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../tests/browser"

say() { printf 'browser tests: %s\n' "$*"; }

have_chromium() {
    local name
    [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] && return
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

# Only Linux without fontconfig or without a font is short of one.
have_chinese_font() {
    [ "$(uname -s)" != Linux ] || { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family)" ]; }
}

# The Debian packages that are missing.
missing_packages() {
    have_chromium || echo chromium
    have_chinese_font || echo fonts-noto-cjk
    command -v pdftotext >/dev/null || echo poppler-utils
}

install_packages() {
    local root=()
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        root=(sudo -n)
    fi
    say "installing $*"
    # env, because sudo drops variables
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_packages() {
    local missing
    missing=$(missing_packages | xargs)
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # a list of names
    install_packages $missing || say "could not install $missing (needs apt-get and root or sudo)"
    have_chinese_font || say "no Chinese font: Chinese pages will show empty boxes"
    have_chromium && return
    say "no Chromium: install chromium, or set CHROMIUM to a browser, or leave them out with BROWSER=no" >&2
    exit 1
}

need_node_packages() {
    local major
    major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/') || true
    if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
        say "node 20 or later and npm are needed (found: ${major:-none}); leave the tests out with BROWSER=no" >&2
        exit 1
    fi
    # npm writes this file last; newer than our lock file, it is what the lock file asks for.
    [ node_modules/.package-lock.json -nt package-lock.json ] && return
    if ! npm ci --no-audit --no-fund --loglevel=error >/dev/null; then
        say "npm ci in tests/browser failed, see above; leave the tests out with BROWSER=no" >&2
        exit 1
    fi
}

need_packages
need_node_packages
