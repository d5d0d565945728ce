#!/usr/bin/env python3
"""Makes the lists beside this script from the lists of others.

    make-lists.py FOLDER

FOLDER holds en.json of dsojevic/profanity-list, profanity_en.csv of surge-ai/profanity and the files of LDNOOBW, below
folders of any name. What is changed on the way: the three English lists become one; `*` of dsojevic (the letter before it
may be repeated) is dropped, as the matcher reads repeated letters by itself; so are spellings with digits and signs that
the matcher reads by itself, and single words of fewer than three letters; phrases that shield everyday words are added.
"""

import csv
import json
import pathlib
import sys
import unicodedata

SOURCES = {
    "LDNOOBW": ("LDNOOBW/List-of-Dirty-Naughty-Obscene-and-Otherwise-Bad-Words@5faf2ba42d7b", "CC-BY-4.0"),
    "dsojevic": ("dsojevic/profanity-list@c27924319aa9", "MIT"),
    "surge": ("surge-ai/profanity@77dabf36454f", "MIT"),
}
# The names of languages for the title.
LANGUAGES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese",
    "pt": "Portuguese", "ru": "Russian", "zh": "Chinese",
}
SURGE = {
    "sexual anatomy / sexual acts": "sexual", "sexual orientation / gender": "hate", "racial / ethnic slurs": "hate",
    "bodily fluids / excrement": "profanity", "other / general insult": "insult", "religious offense": "profanity",
    "mental disability": "hate", "physical disability": "hate", "animal references": "insult", "political": "insult",
    "physical attributes": "insult",
}
# The first that an entry has counts.
DSOJEVIC = [
    ("racial", "hate"), ("lgbtq", "hate"), ("sexual", "sexual"), ("shock", "profanity"), ("general", "profanity"),
    ("religious", "profanity"),
]
# LDNOOBW says nothing of either.
UNRATED = ("profanity", 0.5)
LEET = str.maketrans("013457@$!+|", "oieastasiti")


def key(text):
    """What the matcher makes of it, nearly."""
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return tuple("".join(c if c.isalnum() else " " for c in text).split())


def unleet(text):
    # Digits that are a number stay: "69".
    return " ".join(w if w.isdigit() else w.translate(LEET) for w in text.split())


def english(folder):
    """Entries in the order of how much is known of them."""
    with open(next(folder.rglob("profanity_en.csv")), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["text"], SURGE[row["category_1"]], float(row["severity_rating"]) / 3
    for entry in json.loads(next(folder.rglob("en.json")).read_text("utf-8")):
        category = next(name for tag, name in DSOJEVIC if tag in entry["tags"])
        for text in entry["match"].replace("*", "").split("|"):
            yield text, category, entry["severity"] / 4
    for text in unrated(folder, "en"):
        yield text, *UNRATED


def unrated(folder, language):
    path = next(p for p in folder.rglob(f"{language}.txt") if "LDNOOBW" in str(p))
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


def escaped(text):
    text = text.replace("\\", "\\\\").replace(" #", " \\#").replace("=>", "\\=>")
    return "\\" + text if text[0] in "!=#" else text


def write(language, entries, names, shields):
    known, sections = set(), {}
    entries = [(unicodedata.normalize("NFKC", text).strip(), *rest) for text, *rest in entries]
    plain = {key(text) for text, *_ in entries if key(text) == key(unleet(text))}
    for text, category, severity in entries:
        respelt = unleet(text)
        if key(text) != key(respelt):
            if key(respelt) in plain:
                continue
            text = respelt
        words = key(text)
        is_short = len(words) == 1 and len(words[0]) < 3 and words[0].isascii()
        if words in known or is_short or (not words and text.isascii()):
            continue
        known.add(words or (text,))
        sections.setdefault((category, round(severity, 1)), []).append(text)
    path = pathlib.Path(__file__).parent / f"profanity.{language}.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Made by make-lists.py; change that. The words are offensive: show them to nobody who did not ask.\n")
        file.write(f"# language: {language}\n# title: Profanity, slurs and sexual words, {LANGUAGES[language]}\n")
        for name in names:
            source, licence = SOURCES[name]
            file.write(f"# source: {source}\n# licence: {licence}\n")
        for (category, severity), texts in sorted(sections.items()):
            file.write(f"# category: {category}\n# severity: {severity}\n")
            for text in sorted(texts):
                file.write(escaped(text) + "\n")
        for text in sorted(shields):
            file.write(f"!{text}\n")
    print(f"{path.name}: {sum(map(len, sections.values()))} entries, {len(shields)} exceptions")


def main():
    folder = pathlib.Path(sys.argv[1])
    text = (pathlib.Path(__file__).parent / "exceptions.txt").read_text("utf-8")
    shields = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            language, phrase = line.split(" ", 1)
            shields.setdefault(language, []).append(phrase)
    for language in LANGUAGES:
        is_english = language == "en"
        entries = list(english(folder)) if is_english else [(text, *UNRATED) for text in unrated(folder, language)]
        names = ["surge", "dsojevic", "LDNOOBW"] if is_english else ["LDNOOBW"]
        write(language, entries, names, shields.get(language, []))


main()
