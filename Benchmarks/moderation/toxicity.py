"""The toxicity head: rows, training, thresholds."""

import os

import reproducible  # noqa: F401
import numpy as np

import augment
import corpus
import features
import templates
from datasets import MISSING, OUTPUTS, Source, severity_of
from mlp import Loss, fit_seeds, sigmoid

SEEDS = (11, 23, 37)
SETTINGS = dict(hidden=38, epochs=8, batch=128, dropout=0.4, decay=1e-3)
SOURCES = ("features.py", "lexicon.json")
CALM = ("banking77", "primock57", "aci_mts")


class Data:
    """Training rows first (`train` of them), then noised copies; `base[i]` is the row a copy was made of."""

    def __init__(self, data, cache, vectors=None):
        self.lexicon = features.Lexicon()
        severities = corpus.FeatureCache(cache, "severity", lambda t: severity_of(t, self.lexicon), SOURCES)
        self.source = Source(data, self.lexicon, severities.one)
        self.inputs = corpus.Inputs(cache, "toxicity", self.lexicon,
                                    lambda t: features.toxicity_features(t, self.lexicon), SOURCES, vectors)
        self.rows = self.source.toxicity() + templates.rows(self.lexicon)
        self.copies, made_of = augment.copies(self.rows)
        origin = np.array(made_of)
        self.rows += self.source.ordinary()
        severities.save()
        everything = self.rows + self.copies
        self.x = self.inputs.get([r.text for r in everything])
        self.y = np.array([r.labels for r in everything], np.int8)
        self.w = np.array([r.weight for r in everything], np.float64)
        self.sets = np.array([r.source for r in everything])
        self.tags = np.array([r.tag for r in everything])
        self.n = len(self.rows)
        groups = corpus.groups_of(self.rows)
        self.groups = np.concatenate([groups, groups[origin]])
        self.folds = corpus.folds_of(self.groups)


def train(x, y, w, seeds=SEEDS, **settings):
    loss = Loss(y, w)
    return fit_seeds(x, loss, y.shape[1], seeds, **dict(SETTINGS, **settings))


def scores(network, x):
    return sigmoid(network.stored().logits(x))


def cross_validated(data, folds=4, seeds=SEEDS, **settings):
    """Scores of the training rows (no copies), each from a network that saw neither the row nor its relatives."""
    out = np.zeros((data.n, len(OUTPUTS)), np.float32)
    for fold in range(folds):
        use = data.folds != fold
        network = train(data.x[use], data.y[use], data.w[use], seeds, **settings)
        held = np.flatnonzero(~use[:data.n])
        out[held] = scores(network, data.x[held])
    return out


def without(data, name, seeds=SEEDS[:1], **settings):
    """Rows of set `name`, their scores, and the network: it never saw the set, nor near-duplicates of it."""
    mine = data.sets == name
    use = ~mine & ~np.isin(data.groups, data.groups[mine])
    network = train(data.x[use], data.y[use], data.w[use], seeds, **settings)
    held = np.flatnonzero(mine[:data.n])
    return held, scores(network, data.x[held]), network


SHORT, NEIGHBOUR = 4, 20  # words


def with_neighbours(before, text, after=""):
    """A short utterance between the last and the first NEIGHBOUR words around it."""
    parts = before.split()[-NEIGHBOUR:] + text.split() + after.split()[:NEIGHBOUR]
    return " ".join(parts)


def in_context(own, joined):
    """Score of an utterance of fewer than SHORT words."""
    return 0.75 * own + 0.25 * joined


def thresholds(sets, tags, held_out, floor=0.6, any_limit=0.005, neutral_limit=0.04):
    """Per output, from held-out scores: of no calm set more than `any_limit` of the rows are flagged by any output.

    HATE flags `neutral_limit` of the own neutral and kind sentences at most.
    """
    calm = np.isin(sets, CALM)
    neutral = (sets == "own") & np.isin(tags, ("neutral", "kind", "women"))
    k = OUTPUTS.index("hate_speech")
    share = any_limit
    while True:
        found = np.maximum(floor, np.quantile(held_out[calm], 1 - share, axis=0))
        found[k] = max(found[k], float(np.quantile(held_out[neutral, k], 1 - neutral_limit)))
        found = np.minimum(0.95, np.ceil(found * 100) / 100)
        if all((held_out[sets == name] >= found).any(1).mean() <= any_limit for name in CALM):
            return found
        share *= 0.8
