"""A two-layer perceptron in numpy: trained from several seeds, kept as one network, written as a head file."""

import hashlib
import json

import reproducible  # noqa: F401
import numpy as np

MAGIC = b"SURTHEAD"
FORMAT = 1
F32 = np.float32


def sigmoid(x):
    return (F32(1) / (F32(1) + np.exp(-np.clip(x, -30, 30)))).astype(F32)


class Network:
    """hidden = relu(x W1' + b1); logits = hidden W2' + b2. Weights are [out, in]."""

    def __init__(self, w1, b1, w2, b2):
        self.w1, self.b1, self.w2, self.b2 = w1, b1, w2, b2

    def logits(self, x):
        hidden = np.maximum(x @ self.w1.T + self.b1, F32(0))
        return hidden @ self.w2.T + self.b2

    @staticmethod
    def average(networks):
        """One network whose logits are the mean of all: hidden layers side by side."""
        n = F32(len(networks))
        return Network(np.concatenate([m.w1 for m in networks]), np.concatenate([m.b1 for m in networks]),
                       np.concatenate([m.w2 for m in networks], 1) / n, sum(m.b2 for m in networks) / n)

    def stored(self):
        """As the file keeps it: weights in half precision."""
        half = [w.astype(np.float16).astype(F32) for w in (self.w1, self.w2)]
        return Network(half[0], self.b1, half[1], self.b2)


class Loss:
    """Masked loss of the first `softmax` outputs (one class index a row) and of the rest (0, 1 or missing).

    `targets`: [rows, outputs] with -1 missing. With softmax > 0 the first columns are one-hot or all -1.
    """

    def __init__(self, targets, weights, softmax=0, positive_limit=6.0):
        self.softmax = softmax
        self.known = (targets >= 0).astype(F32)
        self.target = np.maximum(targets, 0).astype(F32)
        scale = np.ones(targets.shape, F32) * weights[:, None].astype(F32)
        for k in range(softmax, targets.shape[1]):
            mass = weights * (targets[:, k] == 1)
            rest = weights * (targets[:, k] == 0)
            factor = min(positive_limit, float(np.sqrt(rest.sum() / max(mass.sum(), 1e-6))))
            scale[:, k] *= np.where(targets[:, k] == 1, F32(factor), F32(1))
        if softmax:
            mass = (self.target[:, :softmax] * self.known[:, :softmax] * weights[:, None]).sum(0)
            factor = np.sqrt(mass.mean() / np.maximum(mass, 1e-6))
            scale[:, :softmax] *= (self.target[:, :softmax] @ factor.astype(F32))[:, None]
        self.scale = (scale * self.known).astype(F32)

    def gradient(self, logits, rows):
        out = np.empty_like(logits)
        s = self.softmax
        if s:
            e = np.exp(logits[:, :s] - logits[:, :s].max(1, keepdims=True))
            out[:, :s] = e / e.sum(1, keepdims=True)
        out[:, s:] = sigmoid(logits[:, s:])
        return (out - self.target[rows]) * self.scale[rows]


def fit(x, loss, outputs, seed, hidden=64, epochs=12, batch=128, rate=(2e-3, 2e-4), decay=1e-3, dropout=0.3):
    """One network. Every random number comes from `seed`."""
    random = np.random.Generator(np.random.PCG64(seed))
    n, size = x.shape
    w1 = (random.standard_normal((hidden, size)) * np.sqrt(2.0 / size)).astype(F32)
    w2 = (random.standard_normal((outputs, hidden)) * np.sqrt(1.0 / hidden)).astype(F32)
    weights = [w1, np.zeros(hidden, F32), w2, np.zeros(outputs, F32)]
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    steps, done = epochs * ((n + batch - 1) // batch), 0
    for _ in range(epochs):
        order = np.argsort(random.random(n), kind="stable")
        for start in range(0, n, batch):
            rows = order[start:start + batch]
            xb = x[rows]
            z = xb @ weights[0].T + weights[1]
            keep = (random.random(z.shape, dtype=F32) >= dropout).astype(F32) / F32(1 - dropout) * (z > 0)
            h = z * keep
            g = loss.gradient(h @ weights[2].T + weights[3], rows) / F32(len(rows))
            gz = (g @ weights[2]) * keep
            gradients = [gz.T @ xb, gz.sum(0), g.T @ h, g.sum(0)]
            done += 1
            step = F32(rate[0] + (rate[1] - rate[0]) * done / steps)
            c1, c2 = F32(1 - 0.9 ** done), F32(1 - 0.999 ** done)
            for i, gradient in enumerate(gradients):
                first[i] += F32(0.1) * (gradient - first[i])
                second[i] += F32(0.001) * (gradient * gradient - second[i])
                change = step * (first[i] / c1) / (np.sqrt(second[i] / c2) + F32(1e-8))
                if i in (0, 2):
                    change = change + step * F32(decay) * weights[i]
                weights[i] = weights[i] - change
    return Network(*weights)


def fit_seeds(x, loss, outputs, seeds, **settings):
    return Network.average([fit(x, loss, outputs, seed, **settings) for seed in seeds])


def write_head(path, network, header):
    """Little-endian: magic, u32 format, u32 header length, JSON header (padded with spaces), arrays in order."""
    arrays = [("hidden.weight", network.w1, "f16"), ("hidden.bias", network.b1, "f32"),
              ("output.weight", network.w2, "f16"), ("output.bias", network.b2, "f32")]
    blobs, listed, offset = [], [], 0
    for name, value, kind in arrays:
        blob = np.ascontiguousarray(value).astype("<f2" if kind == "f16" else "<f4").tobytes()
        listed.append({"name": name, "shape": list(value.shape), "type": kind, "offset": offset})
        blob += b"\0" * (-len(blob) % 4)
        blobs.append(blob)
        offset += len(blob)
    header = dict(header, arrays=listed)
    text = json.dumps(header, ensure_ascii=True, indent=1).encode("ascii")
    text += b" " * (-(len(text) + 16) % 16)
    data = (MAGIC + FORMAT.to_bytes(4, "little") + len(text).to_bytes(4, "little") + text + b"".join(blobs))
    with open(path, "wb") as f:
        f.write(data)
    return hashlib.sha256(data).hexdigest()


def read_head(path):
    """(Network, header)"""
    with open(path, "rb") as f:
        data = f.read()
    assert data[:8] == MAGIC and int.from_bytes(data[8:12], "little") == FORMAT
    length = int.from_bytes(data[12:16], "little")
    header = json.loads(data[16:16 + length])
    values = []
    for item in header["arrays"]:
        kind = "<f2" if item["type"] == "f16" else "<f4"
        count = int(np.prod(item["shape"]))
        start = 16 + length + item["offset"]
        values.append(np.frombuffer(data, kind, count, start).reshape(item["shape"]).astype(F32))
    return Network(*values), header


def auc(scores, truth):
    """Area under the ROC curve; ties count half."""
    scores, truth = np.asarray(scores, np.float64), np.asarray(truth) > 0
    p, n = int(truth.sum()), int((~truth).sum())
    if not p or not n:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    return float((ranks[truth].sum() - p * (p + 1) / 2.0) / (p * n))


def average_precision(scores, truth):
    scores, truth = np.asarray(scores, np.float64), np.asarray(truth) > 0
    if not truth.any():
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    s, t = scores[order], truth[order]
    hits = np.cumsum(t)
    last = np.append(s[1:] != s[:-1], True)  # tied scores are one step
    precision, recall = (hits / np.arange(1, len(t) + 1))[last], (hits / hits[-1])[last]
    return float((np.diff(np.append(0.0, recall)) * precision).sum())


def macro_f1(predicted, truth, classes=3):
    values = []
    for c in range(classes):
        tp = int(((predicted == c) & (truth == c)).sum())
        wrong = int((predicted == c).sum()) + int((truth == c).sum())
        values.append(2.0 * tp / wrong if wrong else 0.0)
    return float(np.mean(values))
