#!/usr/bin/env bash
# Builds the program and the tests in one configuration, unless nothing changed since the last build.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.build/make.stamp
if [ -x .build/release/surtitle ] && [ -f "$stamp" ] &&
  [ -z "$(find Package.swift Sources Plugins Tests .deps/openvino/version .deps/openvino/lib/pkgconfig \
    -newer "$stamp" -print -quit)" ]; then
  exit 0
fi

mkdir -p .build
touch "$stamp.started"
swift build -c release --build-tests < /dev/null
mv "$stamp.started" "$stamp"
