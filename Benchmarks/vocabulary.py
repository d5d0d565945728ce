"""What finding the words of a list takes: 10,000 phrases over an hour of words, beside an automaton and a regular
expression in Python.

The words are those of the doctors and patients in MTS-Dialog, so that phrases are met as often as in real speech; the list
has single words, pairs and triples of other parts of the same talk, and words that nobody says. Python sees the text in
small letters, joined by spaces, and looks for whole words alone; with --literal the program does the same, and what both
find is compared.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import tempfile
import time

import ahocorasick


def corpus(data):
    words = []
    for path in sorted((data / "medical").rglob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                words += (row.get("dialogue") or "").split()
    return words


def bare(word):
    return re.sub(r"[^a-z]", "", word.lower())


def phrases(words, count, chance):
    """No phrase is part of another twice; all are letters and spaces."""
    found = set()
    for length, share in ((1, 0.3), (2, 0.6), (3, 0.7)):
        while len(found) < count * share:
            start = chance.randrange(len(words) - length)
            phrase = [bare(word) for word in words[start:start + length]]
            if all(len(word) > 1 for word in phrase):
                found.add(" ".join(phrase))
            elif length == 1 and chance.random() < 0.01:
                found.add("".join(chance.choices("bdfgklmnprst", k=6)))
    while len(found) < count:
        syllables = (chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4))
        found.add("".join(syllables))
    return sorted(found)


def median(rounds, work):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times), result


def longest(hits):
    """Of all that was found what lies in nothing longer."""
    end, kept = 0, 0
    for start, stop in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if stop > end:
            kept, end = kept + 1, stop
    return kept


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", default=".build/release/surtitle")
    arguments.add_argument("--words", type=int, default=10_000)
    arguments.add_argument("--phrases", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=51)
    given = arguments.parse_args()
    chance = random.Random(6)
    all_words = corpus(pathlib.Path(os.environ.get("SURTITLE_TESTDATA", "../shared/data")))
    said, others = all_words[:given.words], all_words[given.words:]
    wanted = phrases(others, given.phrases, chance)
    plain = [bare(word) for word in said]
    plain = [word for word in plain if word]
    print("| what | built in ms | median ms | found |\n| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "list.txt").write_text("\n".join(wanted))
        for name, words, options in (
            ("surtitle, everything on", said, []), ("surtitle, whole words", said, ["--literal"]),
            ("surtitle, whole words, bare text", plain, ["--literal"]),
        ):
            (folder / "text.txt").write_text(" ".join(words))
            result = json.loads(subprocess.run(
                [given.program, "bench", "vocabulary", str(folder / "list.txt"), str(folder / "text.txt"),
                 "--rounds", str(given.rounds), *options], check=True, stdout=subprocess.PIPE).stdout)
            print(f"| {name} | {result['buildMilliseconds']:.0f} | {result['medianMilliseconds']:.1f} "
                  f"| {result['matches']:.0f} |", flush=True)
    text = " " + " ".join(plain) + " "

    start = time.perf_counter()
    automaton = ahocorasick.Automaton()
    for phrase in wanted:
        automaton.add_word(f" {phrase} ", len(phrase))
    automaton.make_automaton()
    built = (time.perf_counter() - start) * 1e3
    # Half of a space belongs to each side: neighbours share it.
    taken, found = median(given.rounds, lambda: longest(
        (stop - length - 1, stop - 1) for stop, length in automaton.iter(text)))
    print(f"| pyahocorasick, bare text | {built:.0f} | {taken:.1f} | {found} |", flush=True)

    start = time.perf_counter()
    expression = re.compile(r"\b(?:" + "|".join(sorted(wanted, key=len, reverse=True)) + r")\b")
    built = (time.perf_counter() - start) * 1e3
    taken, found = median(3, lambda: sum(1 for _ in expression.finditer(text)))
    print(f"| re, bare text | {built:.0f} | {taken:.1f} | {found} |")


main()
