"""Whether words are right as often as their confidence says, over the English clips and the long recording.

    confidence.py           # the reliability curve
    confidence.py --fit     # and Platt scaling fitted anew, each clip judged by a fit on all others

A word is right where the alignment with the reference finds it there.
"""
import argparse
import math
import sys

import jiwer
from whisper_normalizer.basic import BasicTextNormalizer

import clips
import programs

# Words a group of the curve has at least.
LEAST = 30
# Sources/Speech/Alignment/WordConfidence.swift: offset, slope, extreme.
OFFSET, SLOPE, EXTREME = 1.25, 0.85, 1e-4

normalise = BasicTextNormalizer()


def judged(reference, words):
    """(confidence, whether it is right) of every word that has letters."""
    parts, owners = [], []
    for index, word in enumerate(words):
        for part in normalise(word["text"]).split():
            parts.append(part)
            owners.append(index)
    right = {owner: True for owner in owners}
    alignment = jiwer.process_words(normalise(reference), " ".join(parts)).alignments[0]
    for chunk in alignment:
        if chunk.type in ("substitute", "insert"):
            for place in range(chunk.hyp_start_idx, chunk.hyp_end_idx):
                right[owners[place]] = False
    return [(words[index]["confidence"], is_right) for index, is_right in right.items()]


def curve(pairs):
    """Markdown lines: groups by tenths of confidence, joined to their neighbours above until they hold enough words."""
    lines = ["| confidence | words | mean confidence | right | difference |", "| --- |" + " ---: |" * 4]
    group, start = [], 0
    for tenth in range(10):
        end = (tenth + 1) / 10
        group += [pair for pair in pairs if tenth / 10 <= pair[0] < end or (tenth == 9 and pair[0] == 1)]
        if len(group) >= LEAST or (tenth == 9 and group):
            said = sum(confidence for confidence, _ in group) / len(group)
            right = sum(is_right for _, is_right in group) / len(group)
            lines.append(
                f"| {start:.1f} to {end:.1f} | {len(group)} | {said:.3f} | {right:.3f} | {100 * (said - right):+.1f} points |")
            group, start = [], end
    return lines


def logit(probability):
    probability = min(max(probability, EXTREME), 1 - EXTREME)
    return math.log(probability / (1 - probability))


def platt(pairs):
    """(offset, slope) of the logistic regression of being right on the logit of the least likely token; Newton."""
    offset, slope = 0.0, 1.0
    for _ in range(30):
        gradient, hessian = [0.0, 0.0], [[1e-6, 0.0], [0.0, 1e-6]]
        for confidence, is_right in pairs:
            score = (logit(confidence) - OFFSET) / SLOPE
            fitted = 1 / (1 + math.exp(-offset - slope * score))
            weight = fitted * (1 - fitted)
            for row, a in enumerate((1, score)):
                gradient[row] += a * (is_right - fitted)
                for column, b in enumerate((1, score)):
                    hessian[row][column] += a * b * weight
        (a, b), (c, d) = hessian
        determinant = a * d - b * c
        offset += (d * gradient[0] - b * gradient[1]) / determinant
        slope += (a * gradient[1] - c * gradient[0]) / determinant
    return offset, slope


def refitted(pairs, offset, slope):
    return [
        (1 / (1 + math.exp(-offset - slope * (logit(confidence) - OFFSET) / SLOPE)), is_right)
        for confidence, is_right in pairs
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="fit offset and slope anew")
    options = parser.parse_args()
    references = {str(clips.root() / file): text for file, text in clips.english(True) + [clips.composite()]}
    documents = programs.surtitle_documents(list(references))
    by_clip = {
        file: judged(references[file], [word for segment in document["segments"] for word in segment["words"]])
        for file, document in documents.items()
    }
    everything = [pair for pairs in by_clip.values() for pair in pairs]
    print("\n".join(curve(everything)))
    if options.fit:
        offset, slope = platt(everything)
        print(f"\nfitted on all clips: offset {offset:.3f}, slope {slope:.3f}; with each clip judged by the others:\n")
        held_out = []
        for file, pairs in by_clip.items():
            others = [pair for other, pairs in by_clip.items() if other != file for pair in pairs]
            held_out += refitted(pairs, *platt(others))
        print("\n".join(curve(held_out)))


if __name__ == "__main__":
    sys.exit(main())
