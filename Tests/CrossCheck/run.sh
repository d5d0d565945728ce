#!/bin/sh
# Reads our subtitle files with pysubs2, webvtt-py and ttconv, and compares what they understand with what we meant.
# Makes its own Python environment under .build-crosscheck; nothing else of the project needs Python.
set -eu
cd "$(dirname "$0")/../.."

if [ -z "${SURTITLE_CROSSCHECK_PYTHON:-}" ]; then
  environment="$PWD/.build-crosscheck"
  requirements=Tests/CrossCheck/requirements.txt
  if ! cmp -s "$requirements" "$environment/requirements.txt"; then
    python3 -m venv "$environment" || {
      echo "crosscheck: python3 -m venv failed; install it with: apt-get install python3-venv" >&2
      exit 3
    }
    "$environment/bin/pip" install --quiet --requirement "$requirements" || {
      echo "crosscheck: the readers could not be installed; check the network and run this again" >&2
      exit 3
    }
    cp "$requirements" "$environment/requirements.txt"
  fi
  export SURTITLE_CROSSCHECK_PYTHON="$environment/bin/python"
fi

swift test -c release --skip-build --filter CrossCheck

# Subtitles of real speech under Netflix's rules, judged by a checker that is not ours.
if [ -n "${SURTITLE_TESTDATA:-}" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/clips"
  find "$SURTITLE_TESTDATA/speech" "$SURTITLE_TESTDATA/wordtimes" -type f \
    \( -name '*.flac' -o -name '*.wav' -o -name '*.mp3' \) | while read -r clip; do
    ln -sf "$clip" "$work/clips/$(printf '%s' "$clip" | cksum | cut -d' ' -f1)-$(basename "$clip")"
  done
  models="${XDG_DATA_HOME:-$HOME/.local/share}/surtitle/models"
  mkdir "$work/state"
  if [ -d "$models" ]; then ln -s "$models" "$work/state/models"; fi
  SURTITLE_STATE="$work/state" .build/release/surtitle run "$work/clips" --formats srt,transcript-json --quiet
  "$SURTITLE_CROSSCHECK_PYTHON" Tests/CrossCheck/style_check.py "$work/clips"
fi
