"""Whether what the other scripts measured is within the bounds that this program promises: a line a bound.

A bound whose figure is missing, because a script did not run, is neither kept nor broken.

    python3 -m doctest Benchmarks/verdicts.py    # the rules, on made-up figures
"""
import json
import sys

import programs

# The mode of faster-whisper that the clips with full references are compared with: its usual one.
USUAL_TEXT = "faster-whisper unbatched-beam5"
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

    >>> speed = {"one core": {"rates": {"surtitle": 9.5, "faster-whisper a": 9.4, "faster-whisper b": 14},
    ...     "median": {"surtitle": {"cpu": 10}, "faster-whisper a": {"cpu": 45}, "faster-whisper b": {"cpu": 39.9}},
    ...     "peak": {"surtitle": 900, "faster-whisper a": 300, "faster-whisper b": 300}}}
    >>> print("\\n".join(verdicts({
    ...     "wer": {"surtitle": {"clear": 6.0, "all": 7.0}, "faster-whisper unbatched-beam5": {"clear": 6.0, "all": 8.0},
    ...         "faster-whisper b": {"clear": 5.0, "all": 6.5}}, "speed": speed,
    ...     "extraction": {"median": {"surtitle": {"wall": 11}, "ffmpeg": {"wall": 10}}, "peak": 50},
    ...     "word_times": {"surtitle": 0.0501}, "hour": {"memory": 700}, "hours": {"memory": 900}})))
    - PASS: word error rate over clips with full references not above faster-whisper unbatched-beam5: 6.00 % against 6.00 %
    - MISS: word error rate over all not above any mode of faster-whisper: 7.00 % against 6.50 % (faster-whisper b)
    - MISS: CPU time at least 4.0 times better than faster-whisper's cheapest mode, one core: 3.99 (faster-whisper b)
    - PASS: word error rate not above that mode's on the same audio, one core: 9.50 % against 14.00 %
    - PASS: extraction at most 1.10 of the wall time of the ffmpeg command: 1.10
    - MISS: word starts within 50 ms, median: 50.1 ms
    - PASS: peak memory under 900 MB, an hour on all cores: 700 MB
    - MISS: peak memory under 900 MB, a day on all cores: 900 MB
    - MISS: peak memory under 900 MB, all other runs: 900 MB
    >>> sum("NOT MEASURED" in text for text in verdicts({}))
    8
    """
    lines = word_errors(figures.get("wer"))
    lines += cpu(figures.get("speed"))
    lines += [extraction(figures.get("extraction")), word_starts(figures.get("word_times")), *memory(figures)]
    return lines


def line(bound, measured, kept):
    """`measured` is None where there is no figure."""
    word = "NOT MEASURED" if measured is None else "PASS" if kept else "MISS"
    return f"- {word}: {bound}" + ("" if measured is None else f": {measured}")


def word_errors(rates):
    """A line against the usual mode where the words are known exactly, and one against every mode over all clips."""
    clear = f"word error rate over clips with full references not above {USUAL_TEXT}"
    everything = "word error rate over all not above any mode of faster-whisper"
    if not rates or "surtitle" not in rates or USUAL_TEXT not in rates:
        return [line(clear, None, False), line(everything, None, False)]
    ours, usual = rates["surtitle"], rates[USUAL_TEXT]
    best, name = min((row["all"], name) for name, row in rates.items() if name != "surtitle")
    return [
        line(clear, f"{ours['clear']:.2f} % against {usual['clear']:.2f} %", ours["clear"] <= usual["clear"]),
        line(everything, f"{ours['all']:.2f} % against {best:.2f} % ({name})", ours["all"] <= best),
    ]


def cpu(speed):
    """Two lines for every binding: CPU time beside the cheapest mode, and word errors beside the same mode."""
    bound = f"CPU time at least {LEAST_CPU_RATIO} times better than faster-whisper's cheapest mode"
    lines = []
    for title, group in (speed or {}).items():
        peers = {name: row["cpu"] for name, row in group["median"].items() if name != "surtitle"}
        if peers:
            name = min(peers, key=peers.get)
            ratio = peers[name] / group["median"]["surtitle"]["cpu"]
            lines.append(line(f"{bound}, {title}", f"{ratio:.2f} ({name})", ratio >= LEAST_CPU_RATIO))
            ours, theirs = group["rates"]["surtitle"], group["rates"][name]
            lines.append(line(
                f"word error rate not above that mode's on the same audio, {title}",
                f"{ours:.2f} % against {theirs:.2f} %", ours <= theirs))
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
    """Lines for the hour and the day, where memory that grows with the file would show, and one for all other runs."""
    bound = f"peak memory under {MOST_MEMORY} MB"
    others = [group["peak"]["surtitle"] for group in (figures.get("speed") or {}).values()]
    if figures.get("extraction"):
        others.append(figures["extraction"]["peak"])
    hour, hours = (figures[name]["memory"] if figures.get(name) else None for name in ("hour", "hours"))
    return [
        line(f"{bound}, {title}", None if peak is None else f"{peak:.0f} MB", peak is not None and peak < MOST_MEMORY)
        for title, peak in [
            ("an hour on all cores", hour), ("a day on all cores", hours), ("all other runs", max(others, default=None))]
    ]


def main():
    figures = {path.stem: json.loads(path.read_text()) for path in sorted(programs.FIGURES.glob("*.json"))}
    print("## Bounds\n")
    print("\n".join(verdicts(figures)))


if __name__ == "__main__":
    sys.exit(main())
