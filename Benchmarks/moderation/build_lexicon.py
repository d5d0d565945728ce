"""Writes `lexicon.json` and `valence.json` from the licensed word lists.

    python build_lexicon.py --data DATA

Sources: surge-ai/profanity (MIT), dsojevic/profanity-list (MIT), LDNOOBW English list (CC BY 4.0), the VADER lexicon
(MIT), and the own cue lists of `cues.py`. The same input gives the same bytes.
"""

import argparse
import csv
import json
import os
import unicodedata

import cues
import paths

TOX = "toxicity"
P, S, H, I = range(4)  # profanity, sexual, hate, insult: the order of features.CATEGORIES


def fold_table():
    """Latin letters with marks and a few look-alikes -> ASCII, fixed here so that no Unicode table is needed later."""
    table = {}
    for c in list(range(0xC0, 0x180)) + list(range(0x1CD, 0x220)) + list(range(0x1E00, 0x1F00)):
        base = "".join(ch for ch in unicodedata.normalize("NFKD", chr(c)) if ord(ch) < 128).lower()
        if base and all(ch in "abcdefghijklmnopqrstuvwxyz" for ch in base):
            table[chr(c)] = base
    table.update({"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
                  "ł": "l", "Ł": "l", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"})
    return dict(sorted(table.items()))


def plain(text):
    """An entry in the form that `features.Words` compares: words of [a-z0-9], apostrophes gone."""
    out = []
    for word in text.lower().replace("-", " ").split():
        if word.endswith("'s"):
            word = word[:-2]
        word = "".join(ch for ch in word if "a" <= ch <= "z" or "0" <= ch <= "9")
        if word:
            out.append(word)
    return " ".join(out)


class Table:
    def __init__(self):
        self.rows = {}

    def add(self, text, severities):
        key = plain(text)
        words = key.split(" ")
        if not key or len(words) > 5 or (len(words) == 1 and len(key) < 3) or key.isdigit():
            return
        row = self.rows.setdefault(key, [0, 0, 0, 0])
        for i, s in enumerate(severities):
            row[i] = max(row[i], int(round(10 * min(s, 1.0))))


def surge(table, data):
    kinds = {
        "sexual anatomy / sexual acts": lambda s: (0.7 * s if s > 0.5 else 0.3 * s, s, 0, 0),
        "bodily fluids / excrement": lambda s: (s, 0, 0, 0.2 * s),
        "sexual orientation / gender": lambda s: (0.5 * s, 0, s, 0.5 * s),
        "racial / ethnic slurs": lambda s: (0.4 * s, 0, s, 0.3 * s),
        "religious offense": lambda s: (s, 0, 0.2 * s, 0),
        "mental disability": lambda s: (0.3 * s, 0, 0.4 * s, s),
        "physical disability": lambda s: (0.3 * s, 0, 0.6 * s, s),
        "animal references": lambda s: (0.3 * s, 0, 0, s),
        "political": lambda s: (0.2 * s, 0, 0, s),
        "other / general insult": lambda s: (0.7 * s, 0, 0, s),
    }
    with open(os.path.join(data, TOX, "surge-ai__profanity/profanity_en.csv"), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            severity = float(row["severity_rating"]) / 3.0
            total = [0.0] * 4
            for column in ("category_1", "category_2", "category_3"):
                if row[column] in kinds:
                    total = [max(a, b) for a, b in zip(total, kinds[row[column]](severity))]
            table.add(row["text"], total)


def dsojevic(table, data):
    with open(os.path.join(data, TOX, "dsojevic__profanity-list/en.json"), encoding="utf-8") as f:
        rows = json.load(f)
    for row in rows:
        s = row["severity"] / 4.0
        total = [0.4 * s, 0.0, 0.0, 0.0]
        for tag in row["tags"]:
            if tag == "sexual":
                total[S] = max(total[S], s)
            elif tag in ("racial", "lgbtq", "religious"):
                total[H] = max(total[H], s)
            elif tag in ("general", "shock"):
                total[P] = max(total[P], s)
        for text in row["match"].split("|"):
            if "*" not in text:
                table.add(text, total)


def ldnoobw(table, data):
    folder = "LDNOOBW__List-of-Dirty-Naughty-Obscene-and-Otherwise-Bad-Words"
    with open(os.path.join(data, TOX, folder, "en.txt"), encoding="utf-8") as f:
        for line in f:
            table.add(line.strip(), (0.5, 0, 0, 0))


def lexicon(data):
    table = Table()
    surge(table, data)
    dsojevic(table, data)
    ldnoobw(table, data)
    for text, severities in cues.OWN_ENTRIES.items():
        table.add(text, severities)
    for word in cues.HOMOGRAPHS:  # everyday words: kept as a weak hint
        for key in (word, word + "s"):
            if key in table.rows:
                table.rows[key] = [min(v, 2) for v in table.rows[key]]
    for word in cues.CLINICAL:
        if word in table.rows:
            table.rows[word][P] = min(table.rows[word][P], 2)
    for word in cues.HARMLESS:
        for key in (word, word + "s"):
            table.rows.pop(key, None)
    entries = {k: v for k, v in sorted(table.rows.items()) if any(v)}
    # masked forms ("d**n") and infixes are derived: strong single words of 4 to 7 letters
    strong = [k for k, v in entries.items() if " " not in k and 4 <= len(k) <= 12 and k.isalpha()
              and max(v[P], v[H]) >= 4]
    masked = sorted(k for k in strong if any(k.startswith(r) for r in cues.MASK_STARTS) or k in cues.MASK_WORDS)
    stems = []
    for stem in cues.STEMS:
        row = [0, 0, 0, 0]
        for k, v in entries.items():
            if k == stem or k == stem + "s":
                row = [max(a, b) for a, b in zip(row, v)]
        if not any(row):
            row = [5, 0, 0, 3]
        stems.append([stem, row])
    return {
        "version": 1,
        "sources": ["surge-ai/profanity (MIT)", "dsojevic/profanity-list (MIT)", "LDNOOBW en (CC BY 4.0)", "own"],
        "categories": ["profanity", "sexual", "hate", "insult"],
        "fold": fold_table(),
        "doubles": sorted(cues.DOUBLES),
        "entries": entries,
        "masked": masked,
        "stems": stems,
        "words": {k: sorted(v) for k, v in sorted(cues.WORDS.items())},
        "starts": {k: sorted(v) for k, v in sorted(cues.STARTS.items())},
        "phrases": {k: sorted(set(plain(p) for p in v)) for k, v in sorted(cues.PHRASES.items())},
    }


def valence(data):
    words, emoticons = {}, {}
    path = os.path.join(data, "sentiment/cjhutto__vaderSentiment/vader_lexicon.txt")
    with open(path, encoding="utf-8") as f:
        for line in f:
            fields = line.rstrip("\n").split("\t")
            if len(fields) < 2:
                continue
            token, score = fields[0], int(round(float(fields[1]) * 10))
            if not score:
                continue
            low = token.lower()
            if all("a" <= ch <= "z" or ch == "'" for ch in low):
                words[low] = score
            elif " " not in token and token.isascii() and "-" not in low.strip("-()[]{}<>=:;0123456789"):
                emoticons[token] = score
    for word, score in cues.VALENCE_EXTRA.items():
        words.setdefault(word, score)
    return {
        "version": 1,
        "sources": ["VADER lexicon (MIT)", "own emoji and boosters"],
        "words": dict(sorted(words.items())),
        "emoticons": dict(sorted(emoticons.items())),
        "emoji": dict(sorted(cues.EMOJI.items())),
        "boosters": dict(sorted(cues.BOOSTERS.items())),
        "negations": sorted(cues.NEGATIONS),
        "contrast": sorted(cues.CONTRAST),
        "clauseWords": sorted(cues.CLAUSE_WORDS),
        "idioms": dict(sorted(cues.IDIOMS.items())),
    }


def write(path, value):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("{\n")
        for i, (key, item) in enumerate(value.items()):
            text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
            f.write(f'"{key}": {text}{"," if i + 1 < len(value) else ""}\n')
        f.write("}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", default=paths.DATA)
    args = parser.parse_args()
    write(os.path.join(args.out, "lexicon.json"), lexicon(args.data))
    write(os.path.join(args.out, "valence.json"), valence(args.data))


if __name__ == "__main__":
    main()
