"""Word error rate of one or more recognisers over the English clips with full references.

    wer.py NAME=HYPOTHESES.jsonl …    # lines {"file": …, "text": …}, file names as in MANIFEST.jsonl or absolute

One text normaliser (OpenAI's for English, from the package whisper-normalizer) is used for references and for
every recogniser: case, punctuation, contractions, number words, British and American spelling, fillers.
"""
import argparse
import json
import pathlib
import sys

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

import clips

normalise = EnglishTextNormalizer()


def errors(reference, hypothesis):
    """(substitutions + deletions + insertions, words of the reference)."""
    reference, hypothesis = normalise(reference), normalise(hypothesis)
    words = len(reference.split())
    if not hypothesis:
        return words, words
    result = jiwer.process_words(reference, hypothesis)
    return result.substitutions + result.deletions + result.insertions, words


def read(path):
    """Texts by file name relative to the test material."""
    root = str(clips.root()) + "/"
    texts = {}
    for line in pathlib.Path(path).read_text().splitlines():
        record = json.loads(line)
        texts[record["file"].removeprefix(root)] = record["text"]
    return texts


def table(groups, hypotheses, per_clip=True):
    """Markdown lines: a row per clip and one per group; percent, and errors over words."""
    lines = ["| clip | words | " + " | ".join(hypotheses) + " |", "| --- | --- |" + " --- |" * len(hypotheses)]
    for title, group in groups:
        total = {name: [0, 0] for name in hypotheses}
        for file, reference in group:
            cells = []
            for name, texts in hypotheses.items():
                wrong, words = errors(reference, texts.get(file, ""))
                total[name][0] += wrong
                total[name][1] += words
                cells.append(f"{wrong}" if file in texts else f"{wrong} (no result)")
            if per_clip:
                lines.append(f"| {file.rsplit('/', 1)[1]} | {words} | " + " | ".join(cells) + " |")
        counted = next(iter(total.values()))[1]
        cells = [f"**{100 * wrong / max(words, 1):.2f} %** ({wrong})" for wrong, words in total.values()]
        lines.append(f"| **{title}** | {counted} | " + " | ".join(cells) + " |")
    return lines


def groups():
    """Named lists of (file, reference)."""
    full = clips.english()
    mixed = [clip for clip in clips.english(target_speaker=True) if clip not in full]
    return [
        ("clips with full references", full),
        ("others talk over the speaker", mixed),
        ("long recording", [clips.composite()]),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hypotheses", nargs="+", metavar="NAME=FILE")
    parser.add_argument("--summary", action="store_true", help="no row per clip")
    options = parser.parse_args()
    hypotheses = dict((name, read(path)) for name, path in (item.split("=", 1) for item in options.hypotheses))
    print("\n".join(table(groups(), hypotheses, per_clip=not options.summary)))


if __name__ == "__main__":
    sys.exit(main())
