# Sourced by the scripts here: makes the throw-away Python environment and sets $PYTHON. Nothing else needs Python.

environment=.build-bench/venv
if ! cmp -s Benchmarks/requirements.txt "$environment/requirements.txt"; then
  rm -rf "$environment"
  python3 -m venv "$environment" || {
    echo "bench: python3 -m venv failed; install it with: sudo apt-get install python3-venv" >&2
    exit 3
  }
  "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement Benchmarks/requirements.txt || {
    echo "bench: faster-whisper could not be installed; check the network and run this again" >&2
    exit 3
  }
  cp Benchmarks/requirements.txt "$environment/requirements.txt"
fi
for tool in ffmpeg ffprobe taskset; do
  command -v "$tool" > /dev/null || {
    echo "bench: $tool is not installed; run: sudo apt-get install ffmpeg util-linux" >&2
    exit 3
  }
done
PYTHON=$environment/bin/python
# No look-ups on the hub while times are taken.
export HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1
