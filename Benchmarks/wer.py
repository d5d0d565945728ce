"""Word error rate of this program and of faster-whisper over the English clips with full references.

    wer.py                              # runs both on the same clips and weights
    wer.py NAME=HYPOTHESES.jsonl …      # scores lines {"file": …, "text": …} that are there already

One text normaliser (OpenAI's for English, from the package whisper-normalizer) is used for the references and for
every recogniser: case, punctuation, contractions, number words, British and American spelling, fillers.
"""
import argparse
import json
import pathlib
import sys

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

import clips
import programs

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


def totals(group, texts):
    """(errors, words) over a list of (file, reference)."""
    counts = [errors(reference, texts.get(file, "")) for file, reference in group]
    return sum(wrong for wrong, _ in counts), sum(words for _, words in counts)


def table(groups, hypotheses, per_clip=True):
    """Markdown lines: a row per clip and one per group; percent, and errors over words."""
    lines = ["| clip | words | " + " | ".join(hypotheses) + " |", "| --- | --- |" + " --- |" * len(hypotheses)]
    sets = []
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
        lines.append(sums(title, total.values()))
        sets.append(total)
    if len(sets) > 1:
        lines.append(sums("all together", [map(sum, zip(*(total[name] for total in sets))) for name in hypotheses]))
    return lines


def sums(title, totals):
    """A row for (errors, words) of every recogniser."""
    totals = [tuple(total) for total in totals]
    cells = [f"**{100 * wrong / max(words, 1):.2f} %** ({wrong})" for wrong, words in totals]
    return f"| **{title}** | {totals[0][1]} | " + " | ".join(cells) + " |"


def groups():
    """Named lists of (file, reference)."""
    full = clips.english()
    mixed = [clip for clip in clips.english(target_speaker=True) if clip not in full]
    return [
        ("clips with full references", full),
        ("others talk over the speaker", mixed),
        ("long recording", [clips.composite()]),
    ]


def recognise(modes, language):
    """Texts of this program and of the modes of faster-whisper, by name and then by file."""
    root = clips.root()
    files = [root / file for _, group in groups() for file, _ in group]
    model = programs.model_folder()
    programs_by_name = {"surtitle": lambda: programs.surtitle_documents(files, language)}
    for mode in modes:
        programs_by_name[f"faster-whisper {mode}"] = lambda mode=mode: programs.peer_records(mode, files, model, language)
    texts, rates = {}, {}
    title, clear = groups()[0]
    everything = [clip for _, group in groups() for clip in group]
    for name, run in programs_by_name.items():
        texts[name] = {str(pathlib.Path(file).relative_to(root)): record["text"] for file, record in run().items()}
        rates[name] = {}
        for kind, group in [("clear", clear), ("all", everything)]:
            wrong, words = totals(group, texts[name])
            rates[name][kind] = 100 * wrong / max(words, 1)
            print(f"{title if kind == 'clear' else 'all together'}, {name}: {rates[name][kind]:.2f} % ({wrong} of {words})",
                  file=sys.stderr, flush=True)
        programs.save_figures("wer", rates)
    return texts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hypotheses", nargs="*", metavar="NAME=FILE")
    parser.add_argument("--modes", default="unbatched-beam5,batched8-beam1,batched8-beam5", help="see peer.py")
    parser.add_argument("--language", default="en", help="auto or a code, for all alike")
    parser.add_argument("--summary", action="store_true", help="no row per clip")
    parser.add_argument("--save", help="write every text here, as JSON")
    options = parser.parse_args()
    if options.hypotheses:
        hypotheses = dict((name, read(path)) for name, path in (item.split("=", 1) for item in options.hypotheses))
    else:
        hypotheses = recognise([mode for mode in options.modes.split(",") if mode], options.language)
    if options.save:
        pathlib.Path(options.save).write_text(json.dumps(hypotheses, indent=1))
    print("\n".join(table(groups(), hypotheses, per_clip=not options.summary)))


if __name__ == "__main__":
    sys.exit(main())
