"""The sentiment head: negative, neutral, positive as a softmax, mixed as a sigmoid of its own."""

import reproducible  # noqa: F401
import numpy as np

import augment
import corpus
import features
from datasets import MISSING, Row, Source, order
from mlp import Loss, fit_seeds, sigmoid

LABELS = ["negative", "neutral", "positive", "mixed"]
SEEDS = (11, 23, 37)
SETTINGS = dict(hidden=32, epochs=8, batch=128, dropout=0.4, decay=2e-3, rate=(1e-3, 1e-4))
SOURCES = ("features.py", "lexicon.json", "valence.json")
# rows of a set and weight of a row
SIZES = {"tweets": (5000, 1.5), "amazonReviewSnippets": (5000, 1.0), "nytEditorialSnippets": (5000, 0.8),
         "movieReviewSnippets": (4000, 0.5), "goemotions": (6000, 0.6)}


class Data:
    def __init__(self, data, cache, vectors=None):
        self.lexicon, self.valence = features.Lexicon(), features.Valence()
        self.source = Source(data, self.lexicon)
        self.inputs = corpus.Inputs(cache, "sentiment", self.lexicon,
                                    lambda t: features.sentiment_features(t, self.lexicon, self.valence), SOURCES,
                                    vectors)
        self.rows = []
        snippets = self.source.vader()
        for name, (count, weight) in SIZES.items():
            if name == "goemotions":
                chosen = self.source.comments(count)
            else:
                chosen = sorted(((t, y, MISSING) for t, n, y, _ in snippets if n == name and y != MISSING),
                                key=lambda r: order(r[0], "vader"))[:count]
            for text, y, mixed in chosen:
                marks = [MISSING] * 4 if y == MISSING else [int(y == k) for k in range(3)] + [MISSING]
                marks[3] = mixed
                self.rows.append(Row(text, name, marks, weight))
        noised = [i for i, r in enumerate(self.rows) if r.source != "movieReviewSnippets"]
        self.copies, made_of = augment.copies([self.rows[i] for i in noised], 15)
        origin = np.array([noised[i] for i in made_of])
        everything = self.rows + self.copies
        self.n = len(self.rows)
        self.x = self.inputs.get([r.text for r in everything])
        self.y = np.array([r.labels for r in everything], np.int8)
        self.w = np.array([r.weight for r in everything], np.float64)
        self.sets = np.array([r.source for r in everything])
        groups = corpus.groups_of(self.rows)
        self.groups = np.concatenate([groups, groups[origin]])
        self.folds = corpus.folds_of(self.groups)

    def dev(self, count=1500):
        """GoEmotions rows that nothing was trained on: texts, labels, mixed."""
        rows = [r for r in self.source.goemotions("dev") if r[1] != MISSING or r[2] == 1]
        rows = sorted(rows, key=lambda r: order(r[0], "dev"))[:count]
        return [r[0] for r in rows], np.array([r[1] for r in rows]), np.array([r[2] for r in rows])


def train(x, y, w, seeds=SEEDS, **settings):
    return fit_seeds(x, Loss(y, w, softmax=3), 4, seeds, **dict(SETTINGS, **settings))


def scores(network, x):
    """Three probabilities that add to one, and mixed."""
    logits = network.stored().logits(x)
    e = np.exp(logits[:, :3] - logits[:, :3].max(1, keepdims=True))
    return np.concatenate([e / e.sum(1, keepdims=True), sigmoid(logits[:, 3:])], 1)


def cross_validated(data, folds=4, seeds=SEEDS, **settings):
    out = np.zeros((data.n, 4), np.float32)
    for fold in range(folds):
        use = data.folds != fold
        network = train(data.x[use], data.y[use], data.w[use], seeds, **settings)
        held = np.flatnonzero(~use[:data.n])
        out[held] = scores(network, data.x[held])
    return out


def without(data, names, seeds=SEEDS[:1], **settings):
    """Scores of the named sets from a network that never saw them, nor near-duplicates of them."""
    mine = np.isin(data.sets, names)
    use = ~mine & ~np.isin(data.groups, list(set(data.groups[mine])))
    network = train(data.x[use], data.y[use], data.w[use], seeds, **settings)
    held = np.flatnonzero(mine[:data.n])
    return held, scores(network, data.x[held])
