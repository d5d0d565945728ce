"""How far word starts are from the boundaries in the test material's wordtimes folder; median of absolute errors.

    word_times.py [--peer MODE]     # faster-whisper's word times beside ours

Words of the reference that were recognised otherwise are left out: only times are judged here.
"""
import argparse
import difflib
import json
import pathlib
import re
import statistics
import sys

import clips
import programs


def plain(word):
    return re.sub(r"[^a-z0-9']", "", word.lower())


def text_grid(path):
    """(word, start) of the tier "words" of a TextGrid in the short format."""
    tokens = re.findall(r'"(?:[^"]|"")*"|-?\d+(?:\.\d+)?', path.read_text())
    start = tokens.index('"words"') + 3
    count = int(tokens[start])
    cells = tokens[start + 1 : start + 1 + 3 * count]
    words = [(plain(cells[i + 2]), float(cells[i])) for i in range(0, len(cells), 3)]
    return [(word, time) for word, time in words if word]


def aligned_json(path):
    """(word, start) of a forced alignment in JSON; variants of a pronunciation are marked as in "and(2)"."""
    words = []
    for item in json.loads(path.read_text())["w"]:
        if not item["t"].startswith("<"):
            words.append((plain(re.sub(r"\(\d+\)$", "", item["t"])), item["b"]))
    return words


def references():
    """(audio file, words with their starts) for every entry of the kind wordtimes."""
    root = clips.root()
    found = []
    for line in (root / "MANIFEST.jsonl").read_text().splitlines():
        row = json.loads(line)
        if row["kind"] != "wordtimes":
            continue
        path = root / row["file"]
        if path.suffix == ".json":
            audio = root / row["for_audio"]
            audio = audio if audio.is_file() else audio.with_suffix(".flac")
            found.append((audio, aligned_json(path)))
        else:
            found.append((path, text_grid(path.with_suffix(".TextGrid"))))
    return found


def differences(reference, words):
    """Signed errors in seconds of the words that both have in the same order."""
    matcher = difflib.SequenceMatcher(None, [word for word, _ in reference], [word for word, _ in words], autojunk=False)
    return [
        words[block.b + i][1] - reference[block.a + i][1]
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", metavar="MODE", help="a mode of peer.py")
    options = parser.parse_args()

    known = references()
    files = [audio for audio, _ in known]
    results = {
        "surtitle": {
            file: [(plain(word["text"]), word["start"]) for segment in document["segments"] for word in segment["words"]]
            for file, document in programs.surtitle_documents(files).items()
        }
    }
    if options.peer:
        records = programs.peer_records(options.peer, files, programs.model_folder(), words=True)
        results[f"faster-whisper {options.peer}"] = {
            file: [(plain(word), start) for word, start, _ in record["words"]] for file, record in records.items()
        }
    print("| program | file | words compared | median ms | 90 % within ms | mean ms (signed) |\n| --- | --- |" + " ---: |" * 4)
    figures = {}
    for name, words in results.items():
        everything = []
        for audio, reference in known:
            errors = differences(reference, words.get(str(audio), []))
            everything += errors
            print(row(name, audio.name, errors, len(reference)))
        print(row(f"**{name}**", "all", everything, sum(len(reference) for _, reference in known)))
        if everything:
            figures[name] = statistics.median(abs(error) for error in everything)
    programs.save_figures("word_times", figures)


def row(name, file, errors, total):
    if not errors:
        return f"| {name} | {file} | 0 of {total} | – | – | – |"
    sizes = sorted(abs(error) for error in errors)
    within = sizes[min(len(sizes) - 1, int(len(sizes) * 0.9))]
    return (
        f"| {name} | {file} | {len(errors)} of {total} | {1000 * statistics.median(sizes):.0f} "
        f"| {1000 * within:.0f} | {1000 * statistics.mean(errors):+.0f} |")


if __name__ == "__main__":
    sys.exit(main())
