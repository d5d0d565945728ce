#!/usr/bin/env bash
# Runs the main job on Samples/Library and shows what it made.
set -euo pipefail
cd "$(dirname "$0")/.."

output=demo-output
mkdir -p "$output"
printf '\nsurtitle run Samples/Library --output %s\n\n' "$output"
SURTITLE_STATE=$output/.state .build/release/surtitle run Samples/Library --output "$output"

printf '\nMade in %s:\n' "$output"
find "$output" -path "$output/.state" -prune -o -type f -printf '%9s  %P\n' | sort -k 2

cues=$(find "$output" -path "$output/.state" -prune -o -type f -name '*.srt' -size +0 -print | sort | head -n 1)
if [ -n "$cues" ]; then
  printf '\nThe first cues of %s:\n\n' "$cues"
  awk 'BEGIN { RS = ""; ORS = "\n\n" } NR <= 4' "$cues"
fi
printf 'Run it again and nothing is recognised a second time; remove %s to start afresh.\n' "$output"
