"""Whether there is a browser to test with: exit code 0, else 1."""

import sys

import browser

sys.exit(0 if browser.find() else 1)
