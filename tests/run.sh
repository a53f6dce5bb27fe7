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

# What analysts open the database with: the stock SQLite shell, and Datasette, DuckDB and pandas in an environment of
# their own. Tests that use them say that they were skipped where they are missing.
tools=target/tools/venv
wanted=tests/query_layer/requirements.txt
packages=()
command -v sqlite3 >/dev/null || packages+=(sqlite3)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3 python3-venv)
# The desk is tested in a browser; axe-core, which looks for barriers on its pages, comes from npm.
command -v chromium >/dev/null || packages+=(chromium)
command -v chromedriver >/dev/null || packages+=(chromium-driver)
command -v npm >/dev/null || packages+=(npm)
if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 ||
            echo "tests/run.sh: ${packages[*]} cannot be installed here; tests with them are skipped" >&2
    else
        echo "tests/run.sh: missing (apt-get install ${packages[*]}); tests with them are skipped" >&2
    fi
fi
if ! cmp -s "$wanted" "$tools/installed.txt"; then
    rm -rf "$tools"
    { python3 -m venv "$tools" && "$tools/bin/pip" install -q -r "$wanted" && cp "$wanted" "$tools/installed.txt"; } >/dev/null 2>&1 || {
        rm -rf "$tools"
        echo "tests/run.sh: $wanted cannot be installed here; tests with Datasette, DuckDB and pandas are skipped" >&2
    }
fi
axe=target/tools/axe
if ! cmp -s tests/desk/axe/package-lock.json "$axe/package-lock.json" || [ ! -e "$axe/node_modules/axe-core/axe.min.js" ]; then
    # the lock file has the version and its hash, which npm ci compares
    { rm -rf "$axe" && mkdir -p "$axe" && cp tests/desk/axe/*.json "$axe/" &&
        npm ci --prefix "$axe" --ignore-scripts --no-audit --no-fund; } >/dev/null 2>&1 || {
        rm -rf "$axe"
        echo "tests/run.sh: axe-core cannot be installed here; the desk's pages are not searched for barriers" >&2
    }
fi

# a failing test says enough without a backtrace
RUST_BACKTRACE="${RUST_BACKTRACE:-0}" cargo test --locked "$@"
