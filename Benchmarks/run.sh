#!/usr/bin/env bash
# Every figure of the benchmark in one run; the table is printed and saved under Benchmarks/results/.
# RUNS=5 repetitions; HOURS=24 adds a run over a day of sound (10 minutes); arguments go to speed.py, see README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
. Benchmarks/environment.sh

name=$(date -u +%Y-%m-%d)-$(lscpu | sed -n 's/^Model name: *//p' | head -n 1 | tr -cs 'A-Za-z0-9' '-' | sed 's/^-//; s/-$//')
mkdir -p Benchmarks/results .build-bench
result=.build-bench/result.md
# Tables appear when they are done, not when a buffer is full; the figures are for the verdicts at the end.
export PYTHONUNBUFFERED=1
rm -rf .build-bench/figures
trap '[ ! -e "$result" ] || echo "bench: not finished; what was measured is in $result and .build-bench/figures" >&2' EXIT
# tee -i: an interrupted run keeps the tables that are done.
"$PYTHON" Benchmarks/speed.py --runs "${RUNS:-5}" "$@" | tee -i "$result"
{
  printf '\n'
  "$PYTHON" Benchmarks/extraction.py --runs "${RUNS:-5}"
  printf '\n'
  "$PYTHON" Benchmarks/hour.py
  if [ "${HOURS:-1}" -gt 1 ]; then
    printf '\n'
    "$PYTHON" Benchmarks/hour.py --hours "$HOURS"
  fi
  printf '\n## Roofline\n\n'
  "$PYTHON" Benchmarks/roofline.py
  printf '\n## Word error rate over the clips\n\n'
  "$PYTHON" Benchmarks/wer.py
  printf '\n## Word start times\n\n'
  "$PYTHON" Benchmarks/word_times.py --peer unbatched-beam5
  printf '\n## Confidence of words\n\n'
  "$PYTHON" Benchmarks/confidence.py
  printf '\n'
  "$PYTHON" Benchmarks/verdicts.py
} | tee -i -a "$result"
mv "$result" "Benchmarks/results/$name.md"
printf '\nsaved as Benchmarks/results/%s.md\n' "$name"
