#!/usr/bin/env bash
# Installs what the tests need and runs all of them. Works from any folder; arguments go to cargo test:
#   tests/run.sh                  everything
#   tests/run.sh bad_input        one module of the integration tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    echo "tests/run.sh: $1" >&2
    exit 1
}

# rustup puts cargo where a login shell finds it; scripts and CI are no login shells
if ! command -v cargo >/dev/null && [ -x "$HOME/.cargo/bin/cargo" ]; then
    export PATH="$HOME/.cargo/bin:$PATH"
fi
command -v cargo >/dev/null ||
    fail "cargo is missing; install Rust 1.92 or later from https://rustup.rs and run this again"
command -v cc >/dev/null ||
    fail "a C compiler is missing (SQLite is compiled along); install one: apt-get install gcc libc6-dev"

# The stock SQLite shell shows that the database is readable without gainsay. The tests that use it say
# that they were skipped where it is missing.
if ! command -v sqlite3 >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends sqlite3; } >/dev/null 2>&1 ||
            echo "tests/run.sh: sqlite3 cannot be installed here; tests with the stock shell are skipped" >&2
    else
        echo "tests/run.sh: no sqlite3 (apt-get install sqlite3); tests with the stock shell are skipped" >&2
    fi
fi

# a failing test says enough without a backtrace
RUST_BACKTRACE="${RUST_BACKTRACE:-0}" cargo test --locked "$@"
