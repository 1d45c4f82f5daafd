#!/bin/sh
# Reads the six reports of this folder, then shows the record over all of them. Each command is printed before it runs.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
RECORD=$(mktemp -d)/mali.record
trap 'rm -rf "$(dirname "$RECORD")"' EXIT

run() { printf '\n$ %s\n' "$*"; "$@"; }

run onrecord read examples/wire.txt --published 2025-03-05 --outlet "Sahel Wire"
run onrecord read examples/newspaper.txt --published 2025-03-06 --outlet "Bamako Courier"
run onrecord read examples/ministry.html
run onrecord read examples/paraphrase.txt --published 2025-03-07 --outlet "World Digest"
run onrecord read examples/situation.txt --published 2025-03-10 --outlet "Relief Bulletin"
run onrecord read examples/culture.txt --published 2025-03-08 --outlet "Kaya Weekly"

run onrecord add examples/wire.txt --published 2025-03-05 --outlet "Sahel Wire" --record "$RECORD"
run onrecord add examples/newspaper.txt --published 2025-03-06 --outlet "Bamako Courier" --record "$RECORD"
run onrecord add examples/ministry.html --record "$RECORD"
run onrecord add examples/paraphrase.txt --published 2025-03-07 --outlet "World Digest" --record "$RECORD"
run onrecord add examples/situation.txt --published 2025-03-10 --outlet "Relief Bulletin" --record "$RECORD"
run onrecord add examples/culture.txt --published 2025-03-08 --outlet "Kaya Weekly" --record "$RECORD"
run onrecord reports --record "$RECORD"
run onrecord incidents --record "$RECORD"
run onrecord events --record "$RECORD" --type ASSAULT
run onrecord statements --record "$RECORD" --source Coulibaly
