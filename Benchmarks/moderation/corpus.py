"""Rows as matrices: vectors, features, labels, and groups that keep near-duplicates in one fold."""

import hashlib
import json
import os

import reproducible  # noqa: F401
import numpy as np

import features
import paths
from encoder import VectorCache

SCALE = np.float32(8)  # of the sentence vectors
VECTOR = 2 * 384      # last layer, layer 4


def shingles(text):
    words = "".join(ch if ch.isalnum() else " " for ch in text.lower()).split()
    if len(words) < 3:
        return {" ".join(words)}
    return {" ".join(words[i:i + 3]) for i in range(len(words) - 2)}


def groups_of(rows):
    """A number a row: rows with one `group`, or with nearly the same words (MinHash, 8 bands of 3), share it."""
    parent = list(range(len(rows)))

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(i, j):
        a, b = root(i), root(j)
        if a != b:
            parent[max(a, b)] = min(a, b)

    seen = {}
    masks = np.array([int.from_bytes(hashlib.sha256(b"mask%d" % k).digest()[:8], "big") | 1 for k in range(24)],
                     np.uint64)
    for i, row in enumerate(rows):
        if row.group is not None:
            join(i, seen.setdefault(("group", row.group), i))
            if row.source in ("own", "madlibs"):
                continue
        codes = b"".join(hashlib.blake2b(s.encode(), digest_size=8).digest() for s in shingles(row.text))
        signature = (np.frombuffer(codes, "<u8")[:, None] * masks).min(0).tolist()
        for band in range(8):
            join(i, seen.setdefault((band, *signature[3 * band:3 * band + 3]), i))
    return np.array([root(i) for i in range(len(rows))])


def folds_of(groups, count=4):
    """Fold of every row by a hash of its group."""
    return np.array([hashlib.sha256(b"fold%d" % g).digest()[0] % count for g in groups])


class FeatureCache:
    """Features by text, kept in a file named after the sources they depend on."""

    def __init__(self, folder, name, compute, sources):
        digest = hashlib.sha256()
        for path in sources:
            place = paths.DATA if path.endswith(".json") else paths.HERE
            with open(os.path.join(place, path), "rb") as f:
                digest.update(f.read())
        os.makedirs(folder, exist_ok=True)
        self.path = os.path.join(folder, f"{name}-{digest.hexdigest()[:12]}.json")
        self.compute, self.known = compute, {}
        if os.path.exists(self.path):
            with open(self.path, encoding="ascii") as f:
                self.known = json.load(f)

    def one(self, text):
        key = VectorCache.key(text)
        if key not in self.known:
            self.known[key] = self.compute(text)
        return self.known[key]

    def save(self):
        with open(self.path + ".new", "w", encoding="ascii") as f:
            json.dump(self.known, f)
        os.replace(self.path + ".new", self.path)

    def get(self, texts):
        out, grown = [], False
        for text in texts:
            key = VectorCache.key(text)
            if key not in self.known:
                self.known[key] = self.compute(text)
                grown = True
            out.append(self.known[key])
        if grown:
            self.save()
        return np.array(out, np.float64).astype(np.float32)


class Inputs:
    """Turns texts into input rows of a head."""

    def __init__(self, cache, head, lexicon, compute, sources, vectors=None):
        self.lexicon = lexicon
        self.vectors = vectors or VectorCache(cache)
        self.features = FeatureCache(cache, head, compute, sources)

    def get(self, texts):
        v = self.vectors.get([features.encoder_text(t, self.lexicon) for t in texts])
        return np.concatenate([v * SCALE, self.features.get(texts)], 1)


def digest_of(rows, targets):
    """Names the training data without holding it."""
    digest = hashlib.sha256()
    for row, y in sorted((hashlib.sha256(r.text.encode()).hexdigest(), ",".join(str(int(v)) for v in t))
                         for r, t in zip(rows, targets)):
        digest.update(f"{row} {y}\n".encode())
    return digest.hexdigest()
