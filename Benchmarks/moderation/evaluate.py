"""Measures the heads beside alt-profanity-check, VADER and a word list, and writes Documentation/Moderation/Evaluation.md.

    python evaluate.py --data DATA

Every figure of a set comes from networks that did not see the row: 4 folds with near-duplicates and templates kept
together ("folds"), or a network that never saw the set at all ("unseen set", one seed instead of three).
"""

import argparse
import os
import subprocess
import sys
import warnings

import reproducible  # noqa: F401
import numpy as np

import corpus
import features
import paths
import sentiment
import toxicity
from datasets import MISSING, OUTPUTS
from corpus import VECTOR
from mlp import auc, average_precision, macro_f1, read_head

warnings.filterwarnings("ignore")
UNSEEN = ("surge", "jigsaw", "openai", "edos", "convabuse", "rtp", "toxic_spans")
LIST_COLUMN = {"profanity": 0, "sexual": 1, "hate_speech": 2, "insult": 3}  # of features.CATEGORIES
MIN_POSITIVE = 8


class Report:
    def __init__(self):
        self.lines = []

    def text(self, line=""):
        self.lines.append(line)

    def table(self, head, rows):
        self.text("| " + " | ".join(head) + " |")
        self.text("| " + " | ".join("---" for _ in head) + " |")
        for row in rows:
            self.text("| " + " | ".join(str(c) for c in row) + " |")
        self.text()


def pair(scores, truth):
    return f"{auc(scores, truth):.3f} / {average_precision(scores, truth):.3f}"


def percent(flags):
    return f"{100 * np.mean(flags):.1f} %" if len(flags) else "-"


class Peers:
    """alt-profanity-check and the severity of the lexicon, for the same texts."""

    def __init__(self, lexicon):
        from profanity_check import predict_prob
        self.predict, self.lexicon = predict_prob, lexicon

    def linear(self, texts):
        return np.asarray(self.predict(texts))

    def words(self, texts):
        """[texts, 4]: highest severity of profanity, sexual, hate, insult."""
        out = []
        for text in texts:
            hits = features.Words(text, self.lexicon).hits
            out.append([max([h.severity[c] for h in hits] or [0.0]) for c in range(4)])
        return np.array(out)


def same_rows(data, header):
    """The held-out scores that train.py left belong to these rows and to this head."""
    if corpus.digest_of(data.rows + data.copies, data.y) != header["data"]["sha256"]:
        sys.exit("the data or the lexicon changed: run train.py first")


def toxicity_sets(report, data, held_out, peers):
    n = data.n
    y, sets = data.y[:n], data.sets[:n]
    texts = [r.text for r in data.rows]
    linear = peers.linear(texts)
    words = data.x[:n][:, [VECTOR + features.TOXICITY_FEATURES.index(f"{c}.highest") for c in features.CATEGORIES]]
    unseen = np.full((n, len(OUTPUTS)), np.nan)
    for name in UNSEEN:
        held, scores, network = toxicity.without(data, name)
        unseen[held] = scores
        if name == "convabuse":
            stranger = network
    rows = []
    for k, category in enumerate(OUTPUTS):
        for name in dict.fromkeys(sets):
            here = (sets == name) & (y[:, k] != MISSING)
            positive = int((y[here, k] == 1).sum())
            if positive < MIN_POSITIVE or positive == here.sum() or name == "own":
                continue
            if category == "profanity" and name not in ("jigsaw", "rtp", "toxic_spans"):
                continue  # labelled by the lexicon itself
            listed = words[here].max(1) if category not in LIST_COLUMN else words[here, LIST_COLUMN[category]]
            rows.append([category, name, f"{positive} / {int(here.sum())}", pair(held_out[here, k], y[here, k]),
                         pair(unseen[here, k], y[here, k]) if name in UNSEEN else "-",
                         pair(linear[here], y[here, k]), pair(listed, y[here, k])])
    report.text("## Toxicity: ROC-AUC / average precision")
    report.text()
    report.table(["category", "set", "positive / rows", "folds", "unseen set", "alt-profanity-check", "word list"], rows)
    return linear, words, stranger


def neighbours(report, data, held_out, limits):
    rows = []
    tags = data.tags[:data.n]
    k = OUTPUTS.index("hate_speech")
    for tag in dict.fromkeys(t for t, s in zip(tags, data.sets) if s == "own"):
        here = (tags == tag) & (data.sets[:data.n] == "own")
        flagged = held_out[here] >= limits
        rows.append([tag, int(here.sum()), percent(flagged[:, k]), percent(flagged[:, 0]), percent(flagged.any(1))])
    report.text("## Own sentences, held out by frame: flagged at the stored thresholds")
    report.text()
    report.table(["kind", "rows", "hate_speech", "toxic", "any"], rows)


def hatecheck(report, data, network, limits, peers):
    rows = data.source.hatecheck()
    texts = [r.text for r in rows]
    scores = toxicity.scores(network, data.inputs.get(texts))
    linear, words = peers.linear(texts), peers.words(texts)
    k = OUTPUTS.index("hate_speech")
    truth = np.array([r.labels[k] for r in rows])
    tags = np.array([r.tag for r in rows])
    out = []
    for tag in sorted(set(tags), key=lambda t: (t.endswith("_h"), t)):
        here = tags == tag
        out.append([tag, int(here.sum()), percent(scores[here, k] >= limits[k]), percent(scores[here, k] >= 0.5),
                    percent(scores[here, 0] >= limits[0]), percent(linear[here] >= 0.5),
                    percent(words[here, 2] >= 0.5), percent(words[here].max(1) >= 0.5)])
    report.text("## HateCheck (never trained on): share flagged")
    report.text()
    report.text("Functionalities that end in `_nh` are not hateful: lower is better. The others are: higher is better.")
    report.text()
    report.table(["functionality", "rows", "hate_speech", "hate_speech >= 0.5", "toxic", "alt-profanity-check",
                  "word list, hate", "word list, any"], out)
    report.text(f"ROC-AUC / average precision over all {len(rows)} rows: hate_speech {pair(scores[:, k], truth)}, toxic "
                f"{pair(scores[:, 0], truth)}, alt-profanity-check {pair(linear, truth)}, word list "
                f"{pair(words.max(1), truth)}.")
    report.text()


def calm(report, data, held_out, network, limits, linear, words, peers):
    out = []
    sets = data.sets[:data.n]
    for name in toxicity.CALM:
        here = sets == name
        flagged = held_out[here] >= limits
        out.append([f"{name} (folds)", int(here.sum()), percent(flagged.any(1)),
                    ", ".join(f"{c} {percent(flagged[:, k])}" for k, c in enumerate(OUTPUTS) if flagged[:, k].any()) or "-",
                    percent(linear[here] >= 0.5), percent(words[here].max(1) >= 0.5)])
    for name, rows in (("speech references", data.source.speech()), ("unused rows", unused(data))):
        texts = [r.text for r in rows]
        flagged = toxicity.scores(network, data.inputs.get(texts)) >= limits
        w = peers.words(texts)
        out.append([name, len(texts), percent(flagged.any(1)),
                    ", ".join(f"{c} {percent(flagged[:, k])}" for k, c in enumerate(OUTPUTS) if flagged[:, k].any()) or "-",
                    percent(peers.linear(texts) >= 0.5), percent(w.max(1) >= 0.5)])
    report.text("## Calm speech: share flagged at the stored thresholds")
    report.text()
    report.table(["set", "rows", "any category", "by category", "alt-profanity-check", "word list, any"], out)


def unused(data):
    """Rows of the calm sets that no training row came from."""
    known = {r.text for r in data.rows}
    return [r for r in data.source.calm(count=2000) if r.text not in known]


def sentiment_table(report, data, folds, network, limit):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    vader = SentimentIntensityAnalyzer()

    def vader_class(texts):
        c = np.array([vader.polarity_scores(t)["compound"] for t in texts])
        return np.where(c >= 0.05, 2, np.where(c <= -0.05, 0, 1))

    own = features.SENTIMENT_FEATURES.index("compound")

    def rules_class(x):
        c = x[:, VECTOR + own]
        return np.where(c >= 0.05, 2, np.where(c <= -0.05, 0, 1))

    y = data.y[:data.n]
    truth = np.where(y[:, 0] == MISSING, MISSING, y[:, :3].argmax(1))
    out = []
    for name in sentiment.SIZES:
        here = (data.sets[:data.n] == name) & (truth != MISSING)
        texts = [r.text for r, h in zip(data.rows, here) if h]
        held, scores = sentiment.without(data, [name])
        unseen = np.zeros(data.n, int)
        unseen[held] = scores[:, :3].argmax(1)

        def both(predicted):
            return f"{macro_f1(predicted, truth[here]):.3f} / {np.mean(predicted == truth[here]):.3f}"
        out.append([name, int(here.sum()), both(folds[here, :3].argmax(1)), both(unseen[here]),
                    both(vader_class(texts)), both(rules_class(data.x[:data.n][here]))])
    texts, labels, mixed = data.dev()
    x = data.inputs.get(texts)
    scores = sentiment.scores(network, x)
    held = labels != MISSING

    def both(predicted):
        return f"{macro_f1(predicted, labels[held]):.3f} / {np.mean(predicted == labels[held]):.3f}"
    plain = [t for t, h in zip(texts, held) if h]
    out.append(["goemotions, dev part", int(held.sum()), both(scores[held, :3].argmax(1)), "-",
                both(vader_class(plain)), both(rules_class(x[held]))])
    report.text("## Sentiment, three classes: macro-F1 / accuracy")
    report.text()
    report.table(["set", "rows", "folds", "unseen set", "VADER", "own valence rules"], out)
    flagged = scores[:, 3] >= limit
    report.text(f"Mixed (GoEmotions dev): ROC-AUC / average precision {pair(scores[:, 3], mixed)}; at the stored "
                f"threshold {percent(flagged[mixed == 1])} of the mixed rows and {percent(flagged[mixed == 0])} of the "
                f"others.")
    report.text()


def context(report, data, network):
    """Short answers in talk with a machine, by a network that never saw that set."""
    chosen = [r for r in data.source.convabuse() if r.labels[0] != MISSING and len(r.text.split()) < toxicity.SHORT]
    own = toxicity.scores(network, data.inputs.get([r.text for r in chosen]))
    joined = toxicity.scores(network, data.inputs.get([toxicity.with_neighbours(r.before, r.text) for r in chosen]))
    mixed = toxicity.in_context(own, joined)
    truth = [r.labels[0] for r in chosen]
    k = OUTPUTS.index("harassment_or_abuse")
    report.text("## Short utterances with the one before (ConvAbuse, unseen set)")
    report.text()
    report.table(["score", "rows", "toxic", "harassment_or_abuse"],
                 [[name, len(chosen), pair(v[:, 0], truth), pair(v[:, k], truth)]
                  for name, v in (("alone", own), ("joined", joined), ("3/4 alone + 1/4 joined", mixed))])


DYNAMIC = r"""
import os, sys
sys.path.insert(0, sys.argv[1])
import reproducible
os.environ.pop("ONEDNN_MAX_CPU_ISA")
import numpy as np
import encoder
with open(sys.argv[2], encoding="utf-8") as f:
    texts = f.read().split("\x1e")
np.save(sys.argv[3], encoder.Encoder(dynamic=True).vectors(texts))
"""


def run_time_mode(report, data, network, limits, cache, count=400):
    """The encoder with activations quantised on the fly, as OpenVINO runs it by default."""
    chosen = np.sort(np.argsort(np.arange(data.n) * 7919 % data.n, kind="stable")[:count])
    texts = [features.encoder_text(data.rows[i].text, data.lexicon) for i in chosen]
    source, result = os.path.join(cache, "run-time.txt"), os.path.join(cache, "run-time.npy")
    with open(source, "w", encoding="utf-8") as f:
        f.write("\x1e".join(texts))
    subprocess.run([sys.executable, "-c", DYNAMIC, paths.HERE, source, result], check=True)
    vectors = np.load(result).astype(np.float32)
    os.remove(source)
    x = data.x[chosen].copy()
    exact = x[:, :384]
    cosine = (exact * vectors[:, :384]).sum(1) / np.sqrt((exact ** 2).sum(1) * (vectors[:, :384] ** 2).sum(1))
    a = toxicity.scores(network, x)
    x[:, :VECTOR] = vectors * np.float32(8)
    b = toxicity.scores(network, x)
    report.text("## Quantised run-time mode against f32 arithmetic")
    report.text()
    difference = np.abs(a - b)
    report.table(["rows", "cosine mean / lowest", "score difference mean", "95th percentile", "largest",
                  "threshold decisions that differ"],
                 [[count, f"{cosine.mean():.4f} / {cosine.min():.4f}", f"{difference.mean():.4f}",
                   f"{np.quantile(difference, 0.95):.4f}", f"{difference.max():.3f}",
                   percent(((a >= limits) != (b >= limits)).ravel())]])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--heads", default=paths.DATA)
    parser.add_argument("--cache", default=paths.CACHE)
    parser.add_argument("--out", default=paths.EVALUATION)
    args = parser.parse_args()
    report = Report()
    report.text("# Evaluation of the moderation heads")
    report.text()
    report.text("Written by `make moderation`. " + " ".join(__doc__.split("\n\n")[2].split()))
    report.text()

    data = toxicity.Data(args.data, args.cache)
    network, header = read_head(os.path.join(args.heads, "toxicity.head"))
    limits = np.array([header["thresholds"][k] for k in OUTPUTS], np.float32)
    peers = Peers(data.lexicon)
    held_out = np.load(os.path.join(args.cache, "toxicity-held-out.npy"))
    same_rows(data, header)
    linear, words, stranger = toxicity_sets(report, data, held_out, peers)
    hatecheck(report, data, network, limits, peers)
    neighbours(report, data, held_out, limits)
    calm(report, data, held_out, network, limits, linear, words, peers)
    context(report, data, stranger)
    run_time_mode(report, data, network, limits, args.cache)

    data = sentiment.Data(args.data, args.cache)
    network, header = read_head(os.path.join(args.heads, "sentiment.head"))
    same_rows(data, header)
    folds = np.load(os.path.join(args.cache, "sentiment-held-out.npy"))
    sentiment_table(report, data, folds, network, header["thresholds"]["mixed"])
    with open(args.out, "w", encoding="utf-8", newline="\n") as f:
        f.write("\n".join(report.lines))
    print("\n".join(report.lines))


if __name__ == "__main__":
    main()
