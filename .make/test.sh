#!/usr/bin/env bash
# Runs the tests, and says at the end once more what failed, as a thousand lines lie between.
set -euo pipefail
cd "$(dirname "$0")/.."

# Without a bound every test begins at once, and each step of one waits for a turn of all others:
# what is about time (a stop, a hang) would measure the queue.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-4}

log=.build/test.log
status=0
swift test -c release --skip-build "$@" 2>&1 | tee "$log" || status=$?
if [ "$status" -ne 0 ]; then
  echo
  echo "What failed (all of it: $log):"
  grep -E 'recorded an issue|[Ff]atal error|unexpected signal|error:' "$log" | cut -c-600 | tail -60 || true
fi
exit "$status"
