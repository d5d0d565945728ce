#!/bin/sh
# Opens a moderation report in a real browser, headless: filters, seeks, reveals, and sees that nothing asks the network.
# Takes the Debian package chromium, which is installed where that may be done; skipped with a message elsewhere.
set -eu
cd "$(dirname "$0")/../.."

if ! python3 Tests/Browser/has_browser.py; then
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium > /dev/null 2>&1 || true
  elif sudo -n true 2> /dev/null && command -v apt-get > /dev/null; then
    sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium > /dev/null 2>&1 || true
  fi
fi
if ! python3 Tests/Browser/has_browser.py; then
  echo "browser: skipped, as there is no Chromium; install it with: apt-get install chromium" >&2
  exit 0
fi
exec python3 Tests/Browser/report_page.py "$@"
