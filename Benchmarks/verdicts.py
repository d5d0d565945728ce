"""Whether what the other scripts measured is within the bounds that this program promises: a line a bound.

A bound whose figure is missing, because a script did not run, is neither kept nor broken.

    python3 -m doctest Benchmarks/verdicts.py    # the rules, on made-up figures
"""
import json
import sys

import programs

# Points of word error rate above faster-whisper's best text.
WORST_WORD_ERRORS = 0.0
BEST_TEXT = "faster-whisper unbatched-beam5"
# CPU time of faster-whisper's cheapest mode over ours.
LEAST_CPU_RATIO = 4.0
# Wall time of extraction over that of the ffmpeg command.
WORST_EXTRACTION = 1.10
# Median seconds between the word starts of the reference and ours.
WORST_WORD_START = 0.05
# MB of any run.
MOST_MEMORY = 900


def verdicts(figures):
    """Markdown lines; figures by script name, as in programs.save_figures.

    >>> speed = {"one core": {
    ...     "median": {"surtitle": {"cpu": 10}, "faster-whisper a": {"cpu": 45}, "faster-whisper b": {"cpu": 39.9}},
    ...     "peak": {"surtitle": 900, "faster-whisper a": 300, "faster-whisper b": 300}}}
    >>> print("\\n".join(verdicts({
    ...     "wer": {"surtitle": 6.0, "faster-whisper unbatched-beam5": 6.0}, "speed": speed,
    ...     "extraction": {"median": {"surtitle": {"wall": 11}, "ffmpeg": {"wall": 10}}, "peak": 50},
    ...     "word_times": {"surtitle": 0.0501}, "hour": {"memory": 700}})))
    - PASS: word error rate at most 0.0 points above faster-whisper unbatched-beam5: +0.00 points (6.00 % against 6.00 %)
    - MISS: CPU time at least 4.0 times better than faster-whisper's cheapest mode, one core: 3.99 (faster-whisper b)
    - PASS: extraction at most 1.10 of the wall time of the ffmpeg command: 1.10
    - MISS: word starts within 50 ms, median: 50.1 ms
    - PASS: peak memory under 900 MB, an hour on all cores: 700 MB
    - MISS: peak memory under 900 MB, all other runs: 900 MB
    >>> sum("NOT MEASURED" in text for text in verdicts({}))
    6
    """
    lines = [word_errors(figures.get("wer"))]
    lines += cpu(figures.get("speed"))
    lines += [extraction(figures.get("extraction")), word_starts(figures.get("word_times")), *memory(figures)]
    return lines


def line(bound, measured, kept):
    """`measured` is None where there is no figure."""
    word = "NOT MEASURED" if measured is None else "PASS" if kept else "MISS"
    return f"- {word}: {bound}" + ("" if measured is None else f": {measured}")


def word_errors(rates):
    bound = f"word error rate at most {WORST_WORD_ERRORS} points above {BEST_TEXT}"
    if not rates or "surtitle" not in rates or BEST_TEXT not in rates:
        return line(bound, None, False)
    difference = rates["surtitle"] - rates[BEST_TEXT]
    measured = f"{difference:+.2f} points ({rates['surtitle']:.2f} % against {rates[BEST_TEXT]:.2f} %)"
    return line(bound, measured, difference <= WORST_WORD_ERRORS)


def cpu(speed):
    bound = f"CPU time at least {LEAST_CPU_RATIO} times better than faster-whisper's cheapest mode"
    lines = []
    for title, group in (speed or {}).items():
        peers = {name: row["cpu"] for name, row in group["median"].items() if name != "surtitle"}
        if peers:
            name = min(peers, key=peers.get)
            ratio = peers[name] / group["median"]["surtitle"]["cpu"]
            lines.append(line(f"{bound}, {title}", f"{ratio:.2f} ({name})", ratio >= LEAST_CPU_RATIO))
    return lines or [line(bound, None, False)]


def extraction(figures):
    bound = f"extraction at most {WORST_EXTRACTION:.2f} of the wall time of the ffmpeg command"
    if not figures:
        return line(bound, None, False)
    ratio = figures["median"]["surtitle"]["wall"] / figures["median"]["ffmpeg"]["wall"]
    return line(bound, f"{ratio:.2f}", ratio <= WORST_EXTRACTION)


def word_starts(medians):
    bound = f"word starts within {1000 * WORST_WORD_START:.0f} ms, median"
    median = (medians or {}).get("surtitle")
    return line(bound, None if median is None else f"{1000 * median:.1f} ms", median is not None and median <= WORST_WORD_START)


def memory(figures):
    """A line for the hour, where memory that grows with the file would show, and a line for all other runs."""
    bound = f"peak memory under {MOST_MEMORY} MB"
    others = [group["peak"]["surtitle"] for group in (figures.get("speed") or {}).values()]
    if figures.get("extraction"):
        others.append(figures["extraction"]["peak"])
    hour = figures["hour"]["memory"] if figures.get("hour") else None
    return [
        line(f"{bound}, {title}", None if peak is None else f"{peak:.0f} MB", peak is not None and peak < MOST_MEMORY)
        for title, peak in [("an hour on all cores", hour), ("all other runs", max(others, default=None))]
    ]


def main():
    figures = {path.stem: json.loads(path.read_text()) for path in sorted(programs.FIGURES.glob("*.json"))}
    print("## Bounds\n")
    print("\n".join(verdicts(figures)))


if __name__ == "__main__":
    sys.exit(main())
