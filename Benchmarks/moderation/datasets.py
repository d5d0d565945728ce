"""Rows of the licensed sets with labels in the head's categories. Texts stay in memory; nothing here prints them."""

import csv
import glob
import hashlib
import json
import os
import re

import features

OUTPUTS = ["toxic", "profanity", "hate_speech", "sexual", "insult", "violence_or_threat", "graphic",
           "harassment_or_abuse", "self_harm"]
TOXIC, PROFANITY, HATE, SEXUAL, INSULT, VIOLENCE, GRAPHIC, HARASSMENT, SELF_HARM = range(9)
MISSING = -1
STRONG = 0.5  # lexicon severity from which a hit labels profanity


class Row:
    __slots__ = ("text", "source", "labels", "weight", "group", "tag", "before")

    def __init__(self, text, source, labels, weight=1.0, group=None, tag="", before=""):
        self.text, self.source, self.labels = text, source, labels
        self.weight, self.group, self.tag, self.before = weight, group, tag, before


def labels(default=MISSING, **known):
    out = [default] * len(OUTPUTS)
    for name, value in known.items():
        out[OUTPUTS.index(name)] = int(value)
    return out


def order(text, salt=""):
    """A fixed pseudo-random number of a text."""
    return int.from_bytes(hashlib.sha256((salt + text).encode()).digest()[:6], "big")


def sample(rows, count, salt):
    """The same `count` rows every time, in their old order."""
    if len(rows) <= count:
        return rows
    keep = sorted(range(len(rows)), key=lambda i: (order(rows[i].text, salt), i))[:count]
    return [rows[i] for i in sorted(keep)]


def severity_of(text, lexicon):
    """Highest profanity severity, highest severity of all."""
    hits = features.Words(text, lexicon).hits
    return [max([h.severity[0] for h in hits] or [0.0]), max([max(h.severity) for h in hits] or [0.0])]


class Source:
    """`severities`: optional function of a list of texts, (highest profanity, highest of all) a text; a cache."""

    def __init__(self, data, lexicon, severities=None):
        self.data, self.lexicon, self.severities = data, lexicon, severities

    def path(self, *parts):
        return os.path.join(self.data, *parts)

    def table(self, *parts):
        with open(self.path(*parts), encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    def lines(self, *parts):
        with open(self.path(*parts), encoding="utf-8") as f:
            return [json.loads(line) for line in f if line.strip()]

    def severity(self, text):
        """(highest profanity severity, any hit of severity >= STRONG)."""
        strong, highest = self.severities(text) if self.severities else severity_of(text, self.lexicon)
        return strong, highest >= 0.4

    def profanity(self, text, otherwise=MISSING):
        strong, any_hit = self.severity(text)
        return 1 if strong >= STRONG else otherwise if any_hit else 0

    # ------------------------------------------------------------ toxicity

    def surge(self):
        out = []
        for row in self.table("toxicity/surge-ai__toxicity/toxicity_en.csv"):
            toxic = row["is_toxic"].strip().lower() in ("toxic", "true", "1")
            text = row["text"]
            y = labels(MISSING if toxic else 0, toxic=toxic, profanity=self.profanity(text))
            out.append(Row(text, "surge", y, 2.0))
        return out

    def openai(self):
        out = []
        for row in self.lines("toxicity/openai__moderation-api-release/moderation_samples.jsonl"):
            def value(*names):
                found = [row[n] for n in names if row.get(n) is not None]
                return MISSING if not found else int(any(found))
            y = labels()
            y[SEXUAL] = value("S")
            y[HATE] = 1 if row.get("H2") else value("H")
            y[VIOLENCE] = 1 if row.get("H2") or row.get("V2") else value("V")
            y[GRAPHIC] = value("V2")
            y[HARASSMENT] = value("HR")
            y[SELF_HARM] = value("SH")
            known = [row.get(n) for n in ("S", "H", "H2", "V", "V2", "HR", "SH")]
            if any(k for k in known):
                y[TOXIC] = 1
            elif sum(k is not None for k in known) >= 6:
                y[TOXIC] = 0
            y[PROFANITY] = self.profanity(row["prompt"])
            out.append(Row(row["prompt"], "openai", y, 2.0))
        return out

    def jigsaw(self):
        out = []
        for row in self.table("toxicity/unitaryai__detoxify/jigsaw_sample.csv"):
            y = labels(0, toxic=row["toxic"], profanity=row["obscene"], hate_speech=row["identity_hate"],
                       insult=row["insult"], violence_or_threat=row["threat"])
            if y[TOXIC]:
                y[SEXUAL] = y[GRAPHIC] = y[HARASSMENT] = y[SELF_HARM] = MISSING
            out.append(Row(row["comment_text"], "jigsaw", y, 2.0))
        return out

    def edos(self):
        out = []
        for row in self.table("toxicity/rewire-online__edos/edos_sexism.csv"):
            text, category, vector = row["text"], row["label_category"][:1], row["label_vector"][:3]
            sexist = row["label_sexist"] == "sexist"
            strong, any_hit = self.severity(text)
            y = labels(profanity=self.profanity(text), hate_speech=sexist)
            if sexist:
                y[TOXIC] = 1
                y[VIOLENCE] = int(category == "1")
                if category == "2":
                    y[INSULT] = 1
                if category == "3":
                    y[HARASSMENT] = 1
            elif not any_hit:
                y[TOXIC] = y[INSULT] = y[HARASSMENT] = y[VIOLENCE] = 0
            out.append(Row(text, "edos", y, 0.9, tag=vector))
        return out

    def toxic_spans(self, count=7000):
        folder = "toxicity/ipavlopoulos__toxic_spans"
        comments = {r["comment_id"]: r["comment_text"] for r in self.table(folder, "comments.csv")}
        marks = {}
        for r in self.table(folder, "spans.csv"):
            marks.setdefault(r["annotation"], set()).add(r["type"])
        people = {}
        for r in self.table(folder, "annotations.csv"):
            # "all toxic" and "not toxic" are both set where a worker marked nothing: only the spans tell
            people.setdefault(r["comment_id"], []).append(marks.get(r["annotation"], set()))
        out = []
        for key, text in comments.items():
            votes = people.get(key, [])
            if len(votes) < 2:
                continue

            def share(name):
                return sum(any(k.startswith(name) for k in kinds) for kinds in votes) / len(votes)

            def judged(value, low=0.0, high=0.5):
                return 1 if value >= high else 0 if value <= low else MISSING
            toxic = sum(bool(kinds) for kinds in votes) / len(votes)
            y = labels(toxic=judged(toxic, 0.2, 0.8), insult=judged(share("Insult"), 0.0, 0.6),
                       profanity=judged(share("Profane")), violence_or_threat=judged(share("Threat")),
                       hate_speech=judged(share("Identity")))
            if y[PROFANITY] != 1:
                y[PROFANITY] = self.profanity(text) if y[PROFANITY] == MISSING else y[PROFANITY]
            out.append(Row(text, "toxic_spans", y, 0.6))
        positive = [r for r in out if r.labels[VIOLENCE] == 1 or r.labels[HATE] == 1 or r.labels[PROFANITY] == 1]
        chosen = {id(r) for r in sample(positive, count // 3, "spans")}
        rest = sample([r for r in out if id(r) not in chosen], count - len(chosen), "spans")
        chosen |= {id(r) for r in rest}
        return [r for r in out if id(r) in chosen]

    def convabuse(self):
        out = []
        for part in ("train", "valid"):
            for row in self.table("toxicity/amandacurry__convabuse", part + ".csv"):
                votes, kinds = [], []
                for k in range(1, 9):
                    name = f"Annotator{k}_"
                    marks = [s for s in (1, 0, -1, -2, -3) if row.get(f"{name}is_abuse.{s}") == "1"]
                    if not marks:
                        continue
                    votes.append(marks[-1])
                    kinds.append({t for t in ("ableist", "homophobic", "intellectual", "racist", "sexist",
                                              "sex_harassment", "transphobic") if row.get(name + t) == "1"})
                if not votes:
                    continue
                n = len(votes)
                bad = sum(v < 0 for v in votes) / n
                abuse = 1 if bad > 0.5 else 0 if bad == 0 else MISSING

                def judged(*names):
                    share = sum(bool(k & set(names)) for k in kinds) / n
                    return 1 if share >= 0.5 else 0 if share == 0 else MISSING
                text = row["user"]
                y = labels(toxic=abuse, harassment_or_abuse=abuse, sexual=judged("sex_harassment"),
                           hate_speech=judged("ableist", "homophobic", "racist", "transphobic"),
                           profanity=self.profanity(text))
                y[INSULT] = 1 if judged("intellectual") == 1 else 0 if abuse == 0 else MISSING
                if judged("sexist") == 1:
                    y[HATE] = MISSING
                out.append(Row(text, "convabuse", y, 1.0, group="conv" + row["conv_id"],
                               before=row["agent"]))
        return out

    def rtp(self):
        out = []
        for name in ("toxic", "nontoxic"):
            for row in self.lines(f"toxicity/AI-secure__DecodingTrust/rtp_{name}.jsonl"):
                def judged(key):
                    v = row.get(key)
                    return MISSING if v is None else 1 if v >= 0.5 else 0 if v < 0.4 else MISSING
                y = labels(toxic=judged("toxicity"), profanity=judged("profanity"), sexual=judged("sexually_explicit"),
                           hate_speech=judged("identity_attack"), insult=judged("insult"),
                           violence_or_threat=judged("threat"))
                if y[TOXIC] == 0:
                    y[HARASSMENT] = 0
                out.append(Row(row["text"], "rtp", y, 1.0, group="rtp" + str(row.get("id"))))
        return out

    def madlibs(self, count=1600):
        rows = []
        for row in self.table("toxicity/conversationai__unintended-ml-bias-analysis/bias_madlibs.csv"):
            bad = row["Label"] == "BAD"
            y = labels(MISSING if bad else 0, toxic=bad)
            rows.append(Row(row["Text"], "madlibs", y, 0.15, group="madlib" + row["Template"]))
        return sample(rows, count, "madlibs")

    def calm(self, count=1200):
        """Everyday talk: bank customers, doctors and patients, spoken English of the recordings."""
        def rows(texts, name, count):
            seen, out = set(), []
            for text, group in texts:
                text = " ".join(text.split())
                if len(text.split()) >= 3 and text not in seen:
                    seen.add(text)
                    out.append(Row(text, name, labels(0), 1.0, group=group))
            return sample(out, count, name)

        bank = [(r["text"], None) for r in self.table("callcenter/PolyAI-LDN__task-specific-datasets/banking77_test.csv")]
        talk = []
        for path in sorted(glob.glob(self.path("medical/babylonhealth__primock57/*.TextGrid"))):
            group = "primock" + os.path.basename(path).rsplit("_", 1)[0]
            with open(path, encoding="utf-8") as f:
                for text in re.findall(r'text = "(.*)"', f.read()):
                    talk.append((re.sub(r"<[^>]*>", " ", text), group))
        notes = []
        for folder, file, key in (("wyim__aci-bench", "aci_clef_test3.csv", "encounter_id"),
                                  ("abachaa__MTS-Dialog", "mts_test1.csv", "ID")):
            for r in self.table("medical", folder, file):
                for line in r["dialogue"].splitlines():
                    line = re.sub(r"^\s*(\[\w+\]|\w+:)\s*", "", line)
                    notes.append((line, folder + r[key]))
        return rows(bank, "banking77", count) + rows(talk, "primock57", count) + rows(notes, "aci_mts", count)

    def speech(self):
        """Reference texts of the recordings: never trained on."""
        out = []
        with open(self.path("MANIFEST.jsonl"), encoding="utf-8") as f:
            for line in f:
                row = json.loads(line)
                text = row.get("reference")
                if row.get("language") == "en" and row["kind"] in ("speech", "wordtimes") and isinstance(text, str):
                    if len(text) < 1000:
                        out.append(Row(text, "speech", labels(0)))
        return out

    def hatecheck(self):
        """A test suite: never trained on."""
        out = []
        for r in self.table("toxicity/paul-rottger__hatecheck-data/hatecheck_test_suite_cases.csv"):
            hateful = r["label_gold"] == "hateful"
            out.append(Row(r["test_case"], "hatecheck", labels(toxic=hateful, hate_speech=hateful),
                           tag=r["functionality"]))
        return out

    def ordinary(self, count=6000):
        """Tweets and comments of the sentiment sets with no lexicon hit at all: weak examples of harmless talk."""
        texts = [(t, "tweets", y == 0) for t, name, y, _ in self.vader() if name == "tweets" and y != MISSING]
        texts += [(t, "goemotions", y == 0) for t, y, _ in self.comments(count)]
        out = []
        for text, name, negative in texts:
            severities = self.severities(text) if self.severities else severity_of(text, self.lexicon)
            if severities[1] == 0.0 and len(text.split()) >= 3:
                out.append(Row(text, "ordinary_" + name, labels(0), 0.25 if negative else 0.4))
        return out

    def comments(self, count):
        """GoEmotions rows for training: every mixed one and `count` others."""
        rated = [r for r in self.goemotions("train") if r[1] != MISSING or r[2] == 1]
        rest = sorted((r for r in rated if r[2] == 0), key=lambda r: order(r[0], "go"))[:count]
        return rest + [r for r in rated if r[2] == 1]

    def toxicity(self):
        return (self.surge() + self.openai() + self.jigsaw() + self.edos() + self.toxic_spans() + self.convabuse()
                + self.rtp() + self.madlibs() + self.calm())

    # ------------------------------------------------------------ sentiment

    def vader(self, limits=(0.5, 0.8)):
        """Rated snippets: 0 negative, 1 neutral, 2 positive; rows between the limits are left out."""
        out = []
        for name in ("tweets", "movieReviewSnippets", "amazonReviewSnippets", "nytEditorialSnippets"):
            path = self.path(f"sentiment/cjhutto__vaderSentiment/{name}_GroundTruth.txt")
            with open(path, encoding="utf-8", errors="replace") as f:
                for line in f:
                    fields = line.rstrip("\n").split("\t")
                    if len(fields) != 3:
                        continue
                    mean = float(fields[1])
                    y = MISSING if limits[0] <= abs(mean) <= limits[1] else 1 if abs(mean) < limits[0] else \
                        2 if mean > 0 else 0
                    out.append((fields[2], name, y, mean))
        return out

    def goemotions(self, part):
        """(text, label or MISSING, mixed 0/1/MISSING)"""
        out = []
        with open(self.path(f"sentiment/monologg__GoEmotions-pytorch/group_{part}.tsv"), encoding="utf-8") as f:
            for line in f:
                text, ids, _ = line.rstrip("\n").split("\t")
                kinds = set(ids.split(","))  # 0 ambiguous, 1 negative, 2 neutral, 3 positive
                mixed = "1" in kinds and "3" in kinds
                label = {("1",): 0, ("2",): 1, ("3",): 2}.get(tuple(sorted(kinds)), MISSING)
                out.append((text, label, int(mixed)))
        return out
