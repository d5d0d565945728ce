"""Words that are bleeped: how near the bleep is to the word, and whether a second recognition still finds it.

    bleep_words.py [--every 4] [--padding 0.1] [--verify]

Over the clips of the test material's wordtimes folder, whose word boundaries are known: every fourth word of four
letters or more is bleeped where the recogniser says that it is. "Near" is the distance of the bleep's ends from those
of the word; "covered" is the share of the word under the bleep. Then the copy is recognised again. With --verify the words
are found by the vocabulary plug-in in a run, and bleep listens to its copy itself.
"""
import argparse
import difflib
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

import programs
from word_times import plain, references


def boundaries(path):
    """(word, start, end) by the reference beside or of a clip."""
    grid = path.with_suffix(".TextGrid")
    if grid.is_file():
        tokens = re.findall(r'"(?:[^"]|"")*"|-?\d+(?:\.\d+)?', grid.read_text())
        first = tokens.index('"words"') + 3
        cells = tokens[first + 1 : first + 1 + 3 * int(tokens[first])]
        words = [(plain(cells[i + 2]), float(cells[i]), float(cells[i + 1])) for i in range(0, len(cells), 3)]
        return [word for word in words if word[0]]
    import clips

    aligned = next((clips.root() / "wordtimes").rglob(path.stem + ".json"))
    return [
        (plain(re.sub(r"\(\d+\)$", "", item["t"])), item["b"], item["b"] + item["d"])
        for item in json.loads(aligned.read_text())["w"]
        if not item["t"].startswith("<")
    ]


def heard(files):
    return {
        file: [
            (plain(word["text"]), word["start"], word["end"])
            for segment in document["segments"]
            for word in segment["words"]
        ]
        for file, document in programs.surtitle_documents(files).items()
    }


def pairs(reference, words):
    """Words that both have in the same order: (index in reference, index in words)."""
    matcher = difflib.SequenceMatcher(None, [w[0] for w in reference], [w[0] for w in words], autojunk=False)
    return [(block.a + i, block.b + i) for block in matcher.get_matching_blocks() for i in range(block.size)]


def bleep_verified(file, copy, names, padding, folder):
    """Bleeps `names` as `surtitle run` finds them, and lets bleep listen to the copy."""
    scratch = pathlib.Path(folder) / f"run-{file.stem}"
    scratch.mkdir()
    profile = {"annotators": ["vocabulary"], "outputs": ["transcript-json"], "language": "en",
               "plugins": {"vocabulary": {"lists": [], "words": [f"={name}" for name in sorted(names)]},
                           "whisper": {"model": "base"}}}
    (scratch / "config.json").write_text(json.dumps({"version": 1, "profiles": {"words": profile}}))
    common = ["--config", scratch / "config.json", "--profile", "words", "--quiet"]
    environment = {**os.environ, "XDG_STATE_HOME": str(scratch)}
    subprocess.run([programs.SURTITLE, "run", file, "--output", scratch, *common], check=True, env=environment)
    outcome = subprocess.run(
        [programs.SURTITLE, "bleep", file, "--output", copy, "--findings", "--verify", "--padding", str(padding), *common],
        env=environment)
    if outcome.returncode not in (0, 1):
        sys.exit(f"{file.name}: bleep failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--padding", type=float, default=0.1)
    parser.add_argument("--verify", action="store_true")
    options = parser.parse_args()

    files = [audio for audio, _ in references()]
    first = heard(files)
    starts, ends, covered, found, bleeped = [], [], [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        copies, spans = {}, {}
        for file in files:
            words = first[str(file)]
            chosen = [word for word in words if len(word[0]) >= 4][:: options.every]
            names = {word[0] for word in chosen}
            chosen = [word for word in words if word[0] in names]  # wherever they are said
            copy = pathlib.Path(folder) / (file.stem + ".wav" if file.suffix == ".wav" else file.name)
            if options.verify:
                bleep_verified(file, copy, names, options.padding, folder)
            command = [programs.SURTITLE, "bleep", file, "--output", copy, "--padding", str(options.padding), "--quiet"]
            for _, start, end in chosen:
                command += ["--at", f"{start:.3f}-{max(end, start + 0.01):.3f}"]
            if not options.verify:
                subprocess.run(command, check=True)
            copies[str(copy)], spans[str(copy)] = file, chosen
            bleeped += len(chosen)
            reference = boundaries(file)
            for known, ours in pairs(reference, words):
                if words[ours] not in chosen:
                    continue
                (_, start, end), (_, low, high) = reference[known], words[ours]
                starts.append(abs(low - start))
                ends.append(abs(high - end))
                inside = min(end, high + options.padding) - max(start, low - options.padding)
                covered.append(max(0, inside) / max(end - start, 0.001))
        for copy, words in heard(list(map(pathlib.Path, copies))).items():
            names = {word[0] for word in spans[copy]}
            found += [word[0] for word in words if word[0] in names]

    def figures(errors):
        errors = sorted(errors)
        return f"{1000 * statistics.median(errors):.0f} | {1000 * errors[int(len(errors) * 0.9)]:.0f}"

    print("| words bleeped | with known ends | start: median ms | 90 % within | end: median ms | 90 % within | "
          "covered: mean | worst | recognised again |")
    print("| ---: |" + " ---: |" * 8)
    print(f"| {bleeped} | {len(starts)} | {figures(starts)} | {figures(ends)} | {100 * statistics.mean(covered):.1f} % "
          f"| {100 * min(covered):.0f} % | {len(found)} |")


if __name__ == "__main__":
    sys.exit(main())
