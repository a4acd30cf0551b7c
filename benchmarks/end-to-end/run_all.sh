#!/bin/sh
# Measures the named peers one after another (default: all), each under the lock and bounded in time; then prints the table.
#   OUT=results.jsonl SECONDS_PER_LEVEL=15 ./run_all.sh [peer ...]
set -eu
cd "$(dirname "$0")"
./build.sh
out=${OUT:-results.jsonl}
# reference with one hop between cores, as every gateway has it: client on core 0, upstream on core 1
timeout 1600 python3 bench.py peers/direct-cross.json --load-core 0 --upstream-core 1 --seconds "${SECONDS_PER_LEVEL:-15}" --out "$out" || echo "direct-cross failed" >&2
[ $# -gt 0 ] || set -- direct nginx postern portkey portkey-fallback portkey-loadbalance portkey-cache portkey-npm-fresh
for p in "$@"; do
  timeout 1700 python3 bench.py "peers/$p.json" --seconds "${SECONDS_PER_LEVEL:-15}" --out "$out" || echo "peer $p failed" >&2
done
python3 summarise.py "$out"
