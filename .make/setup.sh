#!/usr/bin/env bash
# Makes the machine ready to build: Debian packages, a check of Swift, the OpenVINO runtime under .deps/.
# Idempotent; when nothing is to do it touches no network and takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."
. .make/versions.sh

say() { printf 'setup: %s\n' "$*" >&2; }
stop() {
  say "$*"
  exit 1
}

check_swift() {
  command -v swift > /dev/null ||
    stop "Swift is not installed; install Swift $SWIFT_MINIMUM or later from https://www.swift.org/install/linux and run make again"
  local version
  version=$(swift --version 2> /dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] || stop "cannot read the version of $(command -v swift); expected Swift $SWIFT_MINIMUM or later"
  [ "$(printf '%s\n%s\n' "$SWIFT_MINIMUM" "$version" | sort -V | head -n 1)" = "$SWIFT_MINIMUM" ] ||
    stop "Swift $version is too old; install Swift $SWIFT_MINIMUM or later from https://www.swift.org/install/linux"
}

missing_packages() {
  local package
  for package in $DEBIAN_PACKAGES; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || printf '%s ' "$package"
  done
}

# What the packages are for, on systems without dpkg or where something came another way.
are_needs_met() {
  are_libraries_there && command -v unzip > /dev/null && python3 -m pip --version > /dev/null 2>&1
}

are_libraries_there() {
  pkg-config --exists libavformat libavcodec libavutil libswresample libswscale libass fontconfig libxml-2.0 sqlite3 \
    uchardet zlib 2> /dev/null
}

install_packages() {
  if ! command -v apt-get > /dev/null; then
    are_needs_met && return
    stop "this is not a Debian system; install what corresponds to: $DEBIAN_PACKAGES"
  fi
  local missing
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  local as_root=""
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2> /dev/null; then
      are_needs_met && return
      say "packages are missing; run this command, then make again:"
      printf '\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n\n' "$missing" >&2
      exit 1
    fi
    as_root="sudo -n"
  fi
  say "installing Debian packages: $missing"
  { $as_root apt-get update -q &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } \
    < /dev/null >&2 ||
    stop "apt-get failed, see above; when it is mended run make again"
}

is_openvino_ready() {
  [ -f .deps/openvino/version ] && [ "$(cat .deps/openvino/version)" = "$OPENVINO_VERSION $(uname -m)" ] &&
    [ -f ".deps/openvino/lib/libopenvino.so.$OPENVINO_SONAME" ] && [ -f .deps/openvino/lib/libopenvino.so ] &&
    [ -f .deps/openvino/include/openvino/openvino.hpp ]
}

install_openvino() {
  local machine platform sha256
  machine=$(uname -m)
  eval "platform=\${OPENVINO_PLATFORM_$machine:-} sha256=\${OPENVINO_SHA256_$machine:-}"
  [ -n "$platform" ] || stop "there is no OpenVINO runtime for $machine; x86_64 and aarch64 are supported"

  # A wheel that arrived earlier is used again, whatever stopped the run after it.
  local downloads=.deps/downloads
  mkdir -p "$downloads"
  local wheel
  wheel=$(find_wheel "$downloads" "$platform")
  if [ -z "$wheel" ] || ! is_intact "$wheel" "$sha256"; then
    [ -z "$wheel" ] || rm -f "$wheel"
    say "downloading the OpenVINO runtime $OPENVINO_VERSION (60 MB)"
    python3 -m pip download --quiet --disable-pip-version-check --no-input --no-deps --only-binary=:all: \
      --python-version 3.11 --implementation cp --platform "$platform" --dest "$downloads" \
      "openvino==$OPENVINO_VERSION" < /dev/null >&2 ||
      stop "cannot download OpenVINO, see above; check the connection or the proxy variables and run make again (nothing half-made is left)"
    wheel=$(find_wheel "$downloads" "$platform")
    if ! is_intact "$wheel" "$sha256"; then
      rm -f "$wheel"
      stop "the OpenVINO wheel for $machine does not have the pinned sha256 $sha256; it was removed: run make again, or look at the proxy"
    fi
  fi

  local staging=.deps/openvino.partial
  rm -rf "$staging"
  mkdir -p "$staging/wheel" "$staging/lib" "$staging/licenses"
  unzip -q "$wheel" 'openvino/include/*' 'openvino/libs/*' '*.dist-info/licenses/*' -d "$staging/wheel" >&2 ||
    stop "cannot unpack $wheel; remove it and run make again"
  mv "$staging/wheel/openvino/include" "$staging/include"
  cp -r "$staging/wheel"/openvino-*.dist-info/licenses/. "$staging/licenses"
  local library
  for library in "$staging/wheel/openvino/libs"/*; do
    case "${library##*/}" in
      libopenvino.so.* | libopenvino_auto_plugin.so | libopenvino_*_cpu_plugin.so | libopenvino_intel_?pu_plugin.so | \
        libopenvino_ir_frontend.so.* | libopenvino_onnx_frontend.so.* | \
        libtbb.so.* | libtbbbind* | libtbbmalloc.so.* | libhwloc.so.* | cache.json)
        mv "$library" "$staging/lib/"
        ;;
    esac
  done
  rm -rf "$staging/wheel"
  ln -s "libopenvino.so.$OPENVINO_SONAME" "$staging/lib/libopenvino.so"
  printf '%s %s\n' "$OPENVINO_VERSION" "$machine" > "$staging/version"
  rm -rf .deps/openvino
  mv "$staging" .deps/openvino
  rm -rf "$downloads"
}

find_wheel() {
  find "$1" -maxdepth 1 -name "openvino-$OPENVINO_VERSION-*$2*.whl" | head -n 1
}

is_intact() {
  [ -f "$1" ] && printf '%s  %s\n' "$2" "$1" | sha256sum --check --status
}

# Written at every set-up: a checkout that was moved finds its libraries again.
write_pkg_config() {
  local folder=.deps/openvino/lib/pkgconfig prefix
  prefix=$(pwd)/.deps/openvino
  mkdir -p "$folder"
  local text
  text=$(printf 'prefix=%s\nName: openvino\nDescription: OpenVINO runtime\nVersion: %s\nLibs: -L${prefix}/lib -lopenvino\nCflags: -I${prefix}/include\n' \
    "$prefix" "$OPENVINO_VERSION")
  [ "$(cat "$folder/openvino.pc" 2> /dev/null)" = "$text" ] || printf '%s\n' "$text" > "$folder/openvino.pc"
}

stamp=.deps/setup.stamp
if cmp -s .make/versions.sh "$stamp" && is_openvino_ready && are_libraries_there && command -v swift > /dev/null; then
  write_pkg_config
  exit 0
fi

check_swift
install_packages
mkdir -p .deps
# Two set-ups at once would unpack into the same folder.
exec 9> .deps/setup.lock
flock 9
is_openvino_ready || install_openvino
write_pkg_config
cp .make/versions.sh "$stamp"
say "ready"
