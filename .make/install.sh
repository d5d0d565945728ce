#!/usr/bin/env bash
# install.sh PREFIX: program, runtime libraries, manual page and shell completions. DESTDIR is honoured.
set -euo pipefail
cd "$(dirname "$0")/.."

prefix=${1:?usage: install.sh PREFIX}
root=${DESTDIR:-}$prefix
program=.build/release/surtitle

install -D -m 755 "$program" "$root/bin/surtitle"
install -d "$root/lib/surtitle"
find .deps/openvino/lib -maxdepth 1 \( -name '*.so*' -o -name cache.json \) -exec cp -P {} "$root/lib/surtitle/" \;

install -d "$root/share/bash-completion/completions" "$root/share/zsh/site-functions" \
  "$root/share/fish/vendor_completions.d" "$root/share/man/man1" "$root/share/doc/surtitle"
"$program" --generate-completion-script bash > "$root/share/bash-completion/completions/surtitle"
"$program" --generate-completion-script zsh > "$root/share/zsh/site-functions/_surtitle"
"$program" --generate-completion-script fish > "$root/share/fish/vendor_completions.d/surtitle.fish"

install -m 644 Documentation/surtitle.1 "$root/share/man/man1/surtitle.1"
install -m 644 LICENSE README.md CHANGELOG.md Documentation/NOTICE.md "$root/share/doc/surtitle/"
install -d "$root/share/doc/surtitle/openvino-licenses"
cp -r .deps/openvino/licenses/. "$root/share/doc/surtitle/openvino-licenses/"
printf 'installed surtitle in %s\n' "$root"
