"""Judges SubRip files by Netflix's rules, with pysubs2 and nothing of Surtitle's own checker.

    style_check.py FOLDER…

Each `NAME.LANGUAGE.srt` is judged beside `NAME.LANGUAGE.surtitle.json`, which says when words are said. A violation
counts as avoidable unless the speech itself forces it. Ends with 1 where there is an avoidable one, or where fewer than
95 % of all line breaks lie at the boundary of a phrase.
"""

import collections
import json
import pathlib
import sys
import unicodedata

import pysubs2

LINE_LENGTH = collections.defaultdict(lambda: 42, ja=13, zh=16, ko=16, th=35)
SPEED = collections.defaultdict(lambda: 17, en=20, ar=20, hi=22, ja=4, ko=12, zh=9)
FULL_WIDTH = {"ja", "zh", "ko"}
SHORTEST, LONGEST = 833, 7000
# Two frames at 24 a second, and what flickers: three to eleven of them. Half a frame for rounding.
GAP, FLICKER = 83, (105, 478)
TRAIL = 500

ARTICLES = "a an the my your his her its our their this these those every no some any"
PREPOSITIONS = ("of in on at to for with from by about into through over under between after before during against without "
                "around among across behind beyond within toward towards since like as than")
CONJUNCTIONS = "and or but nor because although though while when where if that which who unless until whether"
AUXILIARIES = ("am is are was were be been being have has had do does did will would shall should can could may might must "
               "don't doesn't didn't won't wouldn't can't couldn't shouldn't not")
PRONOUNS = "i you he she we they i'm i'll i've we're they're it's"
TITLES = "mr. mrs. ms. dr. st. prof."
FORBIDDEN = {"en": set(" ".join([ARTICLES, PREPOSITIONS, CONJUNCTIONS, AUXILIARIES, PRONOUNS, TITLES]).split())}


def width(text, language):
    """Characters as they are counted: marks that combine are none, in East Asian languages narrow ones are half."""
    shown = [c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cc")]
    if language not in FULL_WIDTH:
        return len(shown)
    return sum(1 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in shown)


def words_of(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    words = [word for segment in document["segments"] for word in segment["words"]]
    return sorted(((round(w["start"] * 1000), round(w["end"] * 1000), w["text"]) for w in words)), document["duration"]


def is_too_fast(event, words, language, media_end):
    """Whether what is said while the cue is shown is said faster than the limit, with the pause after it; nothing is shown
    after the end of the media."""
    said = [word for word in words if word[1] > event.start and word[0] < event.end]
    if not said:
        return False
    after = next((word[0] for word in words if word[0] >= said[-1][1]), said[-1][1] + TRAIL)
    available = min(min(after, said[-1][1] + TRAIL) - GAP, round(media_end * 1000)) - said[0][0]
    spaces = 0 if language in FULL_WIDTH else len(said) - 1
    return width("".join(word[2] for word in said), language) + spaces > SPEED[language] * max(available, 1) / 1000


def is_phrase_end(line, language):
    last = line.split(" ")[-1].strip("\"'“”‘’()[]").lower()
    return last not in FORBIDDEN.get(language, set())


def judge(path, count):
    language = path.suffixes[-2][1:].split("-")[0]
    words, media_end = words_of(path.with_suffix(".surtitle.json"))
    events = pysubs2.load(str(path), encoding="utf-8").events
    limit, speed = LINE_LENGTH[language], SPEED[language]

    def found(rule, event, forced=False):
        count["forced" if forced else "avoidable", rule] += 1
        if not forced:
            print(f"{path.name}: {event.start} ms: {rule}")

    for index, event in enumerate(events):
        lines = event.plaintext.split("\n")
        count["cues"] += 1
        duration = event.end - event.start
        if not event.plaintext.strip():
            found("empty", event)
        if len(lines) > 2:
            found("lines", event)
        for line in lines:
            if width(line, language) > limit:
                found("line length", event)
            if line != line.strip() or "  " in line:
                found("spacing", event)
            if "..." in line:
                found("ellipsis", event)
        if duration < SHORTEST:
            found("too short", event)
        if duration > LONGEST:
            found("too long", event)
        if sum(width(line, language) for line in lines) > speed * (duration + 1) / 1000:
            found("reading speed", event, forced=is_too_fast(event, words, language, media_end))
        if index + 1 < len(events):
            gap = events[index + 1].start - event.end
            if gap < GAP:
                found("gap", event)
            elif FLICKER[0] < gap < FLICKER[1]:
                found("flicker", event)
        if language in FORBIDDEN:
            for line in lines[:-1]:
                count["breaks"] += 1
                if is_phrase_end(line, language):
                    count["good breaks"] += 1
                else:
                    print(f"{path.name}: {event.start} ms: breaks after “{line.split(' ')[-1]}”")


def main():
    count = collections.Counter()
    files = [path for folder in sys.argv[1:] for path in sorted(pathlib.Path(folder).rglob("*.srt"))]
    if not files:
        sys.exit("style_check: there are no SubRip files")
    for path in files:
        judge(path, count)
    avoidable = {key[1]: value for key, value in count.items() if key[0] == "avoidable"}
    forced = {key[1]: value for key, value in count.items() if key[0] == "forced"}
    share = count["good breaks"] / max(count["breaks"], 1)
    print(f"{len(files)} files, {count['cues']} cues; avoidable violations: {avoidable or 'none'}; "
          f"forced by the speech: {forced or 'none'}; "
          f"{count['good breaks']} of {count['breaks']} line breaks at phrase boundaries ({100 * share:.1f} %)")
    sys.exit(1 if avoidable or share < 0.95 else 0)


if __name__ == "__main__":
    main()
