#!/bin/sh
# Runs the decode path and the kernels under the address sanitizer: MediaIO's tests, with the damaged files where
# SURTITLE_TESTDATA names them, and those of the loops in C. OpenVINO's threads cannot start under it. A whole debug build
# in a folder of its own; the first run takes minutes.
# usage: Tests/sanitize.sh [SCRATCH-FOLDER]
set -eu
cd "$(dirname "$0")/.."

# The test runner itself leaks; and a crash must end the run, not start a debugger that holds the pipe.
export ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no
exec swift test --sanitize=address --scratch-path "${1:-.build/sanitize}" --filter 'MediaIOTests|SpeechTests\..*KernelTests'
