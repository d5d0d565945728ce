#!/usr/bin/env bash
# run.sh [SECONDS [FORMAT…]]: every reader of subtitles under libFuzzer, for a minute each if not told otherwise. Starts
# from the golden files, and from the test material where there is some. What is found stays in .build-fuzz/findings.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
shift || true
formats=${*:-ass lrc mcc scc srt stl ttml vtt}
export SWIFT_BACKTRACE=enable=no

SURTITLE_FUZZING=1 swift build -c release --scratch-path .build-fuzz --product fuzz
findings=$PWD/.build-fuzz/findings
mkdir -p "$findings"
status=0
for format in $formats; do
  corpus=.build-fuzz/corpus/$format
  mkdir -p "$corpus"
  find Tests/Golden ${SURTITLE_TESTDATA:+"$SURTITLE_TESTDATA/subtitles"} -name "*.$format" -size -64k \
    -exec cp -n -t "$corpus" {} + 2> /dev/null || true
  printf '\n%s: %s s\n' "$format" "$seconds"
  SURTITLE_FUZZ=$format .build-fuzz/release/fuzz -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=16384 -artifact_prefix="$findings/$format-" -print_final_stats=1 "$corpus" 2>&1 | tail -n 12 || status=1
done
ls -A "$findings" | grep -q . && { printf '\nfindings:\n'; ls "$findings"; status=1; }
exit "$status"
