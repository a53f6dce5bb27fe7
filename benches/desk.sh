#!/usr/bin/env bash
# Measures every page of the review desk with wrk: median and 99th percentile, alone and with 50 connections at once.
#   benches/desk.sh [DATABASE]        claims.db unless told otherwise
# SECONDS_EACH=2      how long each page is asked for
# GAINSAY=…           the program [target/release/gainsay]
# A page is measured with its answers kept (as readers get them) and, in the column "first", once when nothing is kept.
set -euo pipefail
export LC_ALL=C

database=${1:-claims.db}
seconds=${SECONDS_EACH:-2}
gainsay=${GAINSAY:-$(dirname "${BASH_SOURCE[0]}")/../target/release/gainsay}

fail() {
    echo "benches/desk.sh: $1" >&2
    exit 1
}
for tool in wrk curl; do
    command -v "$tool" >/dev/null || fail "$tool is missing (apt-get install $tool)"
done
[ -x "$gainsay" ] || fail "$gainsay is missing (cargo build --release)"
[ -e "$database" ] || fail "there is no database at $database"

work=$(mktemp -d)
desk=
open_desk() {
    "$gainsay" --db "$database" serve --port 0 >"$work/address" 2>"$work/log" &
    desk=$!
    for _ in $(seq 100); do
        address=$(cat "$work/address")
        address=${address%/}
        [ -n "$address" ] && return
        sleep 0.1
    done
    fail "the desk does not open: $(cat "$work/log")"
}
close_desk() {
    [ -z "$desk" ] || { kill "$desk" && wait "$desk"; } 2>/dev/null || true
    desk=
}
trap 'close_desk; rm -rf "$work"' EXIT

ask() {
    "$gainsay" --db "$database" sql --format csv "$1" | tail -n +2 | head -n 1 | tr -d '"\r'
}
# the conflict, topic, speaker and article with the most on their pages
conflict=$(ask "SELECT id FROM conflicts ORDER BY score DESC LIMIT 1")
topic=$(ask "SELECT topic_id FROM conflict WHERE topic_id IS NOT NULL GROUP BY topic_id ORDER BY count(*) DESC LIMIT 1")
speaker=$(ask "SELECT speaker_id FROM statement GROUP BY speaker_id ORDER BY count(*) DESC LIMIT 1")
statement=$(ask "SELECT statement FROM (SELECT a_statement AS statement FROM conflicts ORDER BY score DESC LIMIT 1)")
row=$(ask "SELECT document_id FROM statement GROUP BY document_id ORDER BY count(*) DESC LIMIT 1")
# the key of an article as an address has it, byte by byte
article=$(ask "SELECT hex(key) FROM document WHERE id = $row" | sed 's/../%&/g')
words=%D8%B3%D9%88%D8%B1%D9%8A%D8%A7 # سوريا

pages=(
    / /conflicts "/conflicts?kind=denial&country=RU" "/conflicts?words=$words" "/conflicts?status=all&sort=newest&page=3"
    "/conflicts/$conflict" "/conflicts/$conflict/next" /topics "/topics/$topic" /speakers "/speakers?speaker=$words"
    "/speakers/$speaker" "/statements/$statement" /documents "/documents?words=$words" "/document?id=$article" /denials /runs
    /rejections "/search?words=$words"
)

# Milliseconds from what wrk says: 950us, 1.20ms, 1.05s.
milliseconds() {
    awk -v given="$1" 'BEGIN {
        number = given + 0
        if (given ~ /us$/) number /= 1000
        else if (given ~ /m$/) number *= 60000
        else if (given !~ /ms$/) number *= 1000
        printf "%.1f", number
    }'
}

# Median and 99th percentile in ms, and the errors, of a page at so many connections.
measure() {
    local said threads=1
    [ "$2" -gt 1 ] && threads=2
    said=$(wrk --latency -t "$threads" -c "$2" -d "${seconds}s" --timeout 20s "$address$1")
    local median worst errors
    median=$(awk '$1 == "50%" { print $2 }' <<<"$said")
    worst=$(awk '$1 == "99%" { print $2 }' <<<"$said")
    # what is no page: answers that are neither 2xx nor 3xx, and broken connections
    errors=$(awk '/Non-2xx/ { n += $NF } /Socket errors/ { gsub(",", ""); n += $4 + $6 + $8 + $10 } END { print n + 0 }' <<<"$said")
    printf '%9s %9s %7s' "$(milliseconds "$median")" "$(milliseconds "$worst")" "$errors"
}

printf '%-42s %9s %9s %9s %7s %9s %9s %7s\n' "page (ms)" first "1: 50%" "99%" errors "50: 50%" "99%" errors
for page in "${pages[@]}"; do
    open_desk
    first=$(curl -s -o "$work/page" -w '%{time_starttransfer}' "$address$page" | awk '{ printf "%.1f", $1 * 1000 }')
    printf '%-42s %9s %s %s\n' "${page:0:42}" "$first" "$(measure "$page" 1)" "$(measure "$page" 50)"
    close_desk
done
