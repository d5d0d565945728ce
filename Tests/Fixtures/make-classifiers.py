#!/usr/bin/env python3
"""Writes Tests/Fixtures/Tokenizers and Tests/Fixtures/TextClassifier: small tokenisers of every sort with what they make
of some texts, and a classifier of a few hundred numbers.

    pip install tokenizers==0.23.3 openvino==2026.4.1 numpy==2.2.6
    Tests/Fixtures/make-classifiers.py
"""

import json
import os

import numpy as np
import openvino as ov
from openvino import opset13 as ops
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = [
    "The ferry leaves the harbour at noon, and the captain waves.", "We're late; they'll wait for us, won't they?",
    "Twelve boats came in 1987 and 205 more in 2003.", "Die Fähre fährt am Mittag ab, der Kapitän grüßt.",
    "Le bateau part à midi et le capitaine salue.", "The captain said: do not run on the pier!",
    "Nobody waits for the late ferry in the harbour.", "船は正午に出ます。", "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z 0 1 2 3 4 5 6 7 8 9 . , ; : ! ? ' \" ( ) - & ä ö ü ß à é è ç",
] * 4
CASES = [
    "", " ", "The ferry leaves at noon.", "THE FERRY", "unbelievable harbourmaster", "We're late, aren't we?  Yes!",
    "  two  spaces ", "Fähre und Kapitän", "naïve café", "cafe\u0301", "船は正午", "emoji 😀 here", "a\tb\nc", "12 345",
    "semi;colon:dash-dot...", "ﬁne ＦＵＬＬ ½", "x" * 150, "[CLS] text </s>", "\u00a0no\u00a0break\u200b",
    " ".join(["ferry"] * 40),
]


def frame(tokenizer, first, last):
    ids = {t: tokenizer.token_to_id(t) for t in (first, last)}
    return processors.TemplateProcessing(
        single=f"{first} $A {last}", pair=f"{first} $A {last} $B {last}", special_tokens=list(ids.items()))


def wordpiece():
    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer()
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.train_from_iterator(TEXTS, trainers.WordPieceTrainer(
        vocab_size=200, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]"], show_progress=False))
    t.post_processor = frame(t, "[CLS]", "[SEP]")
    t.enable_padding(pad_id=0)
    t.no_padding()
    return t


def cased():
    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer = normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Strip()])
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits(True)])
    t.train_from_iterator(TEXTS, trainers.WordPieceTrainer(
        vocab_size=200, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]"], show_progress=False))
    t.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return t


def byte_level():
    t = Tokenizer(models.BPE())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=400, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    t.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return t


def split_bytes():
    """As newer models: a regular expression of their own, then bytes."""
    t = Tokenizer(models.BPE())
    pattern = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
               r"|\s+(?!\S)|\s+")
    t.normalizer = normalizers.NFC()
    t.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    t.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=400, special_tokens=["<s>", "</s>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return t


def llama():
    """Letters with bytes to fall back to, words not divided."""
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{i:02X}>" for i in range(256)]
    t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    t.pre_tokenizer = pre_tokenizers.Metaspace(split=True)
    t.train_from_iterator(TEXTS[:7], trainers.BpeTrainer(vocab_size=420, special_tokens=special, show_progress=False))
    t.pre_tokenizer = None
    t.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return t


def unigram():
    t = Tokenizer(models.Unigram())
    t.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    t.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    t.train_from_iterator(TEXTS, trainers.UnigramTrainer(
        vocab_size=180, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False))
    t.post_processor = frame(t, "<s>", "</s>")
    return t


def added():
    """Words that were added later, in all ways; pieces that look the same and are two."""
    words = ["[UNK]", "[CLS]", "[SEP]", "the", "is", "late", "n", "##ow", "\u00e9", "e\u0301", "##\u00e9", "##e\u0301", "ferry",
             "boat", "boats", "x"]
    t = Tokenizer(models.WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    t.normalizer = normalizers.Lowercase()
    t.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    t.add_tokens([
        AddedToken("<raw>", normalized=False), AddedToken("Ferry Boat", normalized=True),
        AddedToken("<raw><raw>", normalized=False), AddedToken("word", single_word=True),
        AddedToken("<left>", lstrip=True, normalized=False), AddedToken("<right>", rstrip=True, normalized=False),
        AddedToken("Caf\u00e9", normalized=False)])
    t.add_special_tokens(["[CLS]", "[SEP]"])
    t.post_processor = frame(t, "[CLS]", "[SEP]")
    return t


ADDED_CASES = [
    "", "the<raw>late", "THE <RAW> late", "<raw>", "<raw><raw><raw>", "the ferry boat is late", "Ferry Boats", "FERRY BOAT",
    "the word", "the words", "sword word", "word-word", "x  <left>  x", "x  <right>  x", "x <left><right> x",
    "<left> <left>", "\u00e9 e\u0301", "x\u00e9 xe\u0301", "Caf\u00e9 Cafe\u0301 caf\u00e9", "now [SEP] now",
]


def write(path, data):
    with open(os.path.join(HERE, path), "w", encoding="utf-8", newline="\n") as f:
        json.dump(data, f, ensure_ascii=True, indent=1)
        f.write("\n")


def tokenizers():
    os.makedirs(os.path.join(HERE, "Tokenizers"), exist_ok=True)
    for make in (wordpiece, cased, byte_level, split_bytes, llama, unigram, added):
        t = make()
        file = json.loads(t.to_str())
        # Special tokens in a text are text to us: the words that these are made of.
        plain = dict(file, added_tokens=[token for token in file["added_tokens"] if not token["special"]])
        t = Tokenizer.from_str(json.dumps(plain))
        cases = [{"text": c, "ids": t.encode(c).ids} for c in (ADDED_CASES if make is added else CASES)]
        write(f"Tokenizers/{make.__name__}.json", {"tokenizer": file, "cases": cases})


def classifier():
    """Adds up a row of numbers for each token: `late` and `run` speak for the second label."""
    folder = os.path.join(HERE, "TextClassifier")
    os.makedirs(folder, exist_ok=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "ferry", "is", "late", "run", "now", "calm"]
    t = Tokenizer(models.WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer()
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.post_processor = frame(t, "[CLS]", "[SEP]")
    write("TextClassifier/tokenizer.json", json.loads(t.to_str()))
    write("TextClassifier/config.json", {
        "id2label": {"0": "calm", "1": "hurry", "2": "other"}, "problem_type": "multi_label_classification",
        "max_position_embeddings": 64, "pad_token_id": 0})
    table = np.zeros((len(words), 3), np.float32)
    table[7], table[8], table[10] = (-2, 2, 0), (-1, 3, 0), (3, -3, 0)
    ids = ops.parameter([-1, -1], np.int64, name="input_ids")
    mask = ops.parameter([-1, -1], np.int64, name="attention_mask")
    for node, name in ((ids, "input_ids"), (mask, "attention_mask")):
        node.output(0).set_names({name})
    rows = ops.gather(ops.constant(table), ids, ops.constant(np.int64(0)))
    weights = ops.unsqueeze(ops.convert(mask, "f32"), ops.constant(np.int64(2)))
    logits = ops.reduce_sum(ops.multiply(rows, weights), ops.constant(np.array([1], np.int64)), False)
    logits = ops.subtract(logits, ops.constant(np.array([0, 1, 4], np.float32)))
    logits.output(0).set_names({"logits"})
    ov.save_model(ov.Model([logits], [ids, mask], "classifier"), os.path.join(folder, "model.xml"), compress_to_fp16=False)


if __name__ == "__main__":
    tokenizers()
    classifier()
