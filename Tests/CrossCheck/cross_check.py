#!/usr/bin/env python3
"""Reads subtitle files with readers that are not ours and prints their cues as JSON, a list for each file.

Test-only. .srt, .ass and .ssa are read by pysubs2, .vtt by webvtt-py, .ttml, .scc and .stl by ttconv.
Each cue is {"start": ms, "end": ms, "text": lines joined by a line feed}; an end that the reader does not know is -1.
"""

import html
import json
import math
import sys
from fractions import Fraction
import xml.etree.ElementTree as ElementTree


def read_subrip(path):
    import pysubs2

    for event in pysubs2.load(path, encoding="utf-8", format_="srt"):
        # U+2060 is our guard against markup; it is invisible.
        text = event.text.replace("\\N", "\n").replace("\u2060", "")
        yield event.start, event.end, text


def read_substation(path):
    import pysubs2

    # Files of others are in any encoding; ours are in UTF-8, where this changes nothing.
    for event in pysubs2.load(path, encoding="utf-8-sig", errors="surrogateescape"):
        if event.is_text:
            # pysubs2 does not know how a brace is written that is one.
            event.text = event.text.replace("\\{{}", "\ue000")
            text = event.plaintext.replace("\ue000", "{").replace("\\\u2060", "\\")
            yield event.start, event.end, text


def read_webvtt(path):
    import webvtt

    def milliseconds(text):
        hours, minutes, seconds = text.split(":")
        whole, fraction = seconds.split(".")
        return (int(hours) * 3600 + int(minutes) * 60 + int(whole)) * 1000 + int(fraction)

    for caption in webvtt.read(path):
        # webvtt-py takes tags out but leaves character references to its users.
        yield milliseconds(caption.start), milliseconds(caption.end), html.unescape(caption.text)


def paragraphs_of(document):
    """The paragraphs of a document of ttconv: begin and end in seconds or None, and text."""
    from ttconv.model import Br, P, Text

    def text(element):
        if isinstance(element, Br):
            return "\n"
        if isinstance(element, Text):
            return element.get_text()
        return "".join(text(child) for child in element)

    def paragraphs(element):
        if isinstance(element, P):
            yield element
        else:
            for child in element:
                yield from paragraphs(child)

    for paragraph in paragraphs(document.get_body()):
        yield paragraph.get_begin(), paragraph.get_end(), text(paragraph)


def milliseconds(seconds):
    """Halves up, where `round` goes to the even one."""
    return math.floor(seconds * 1000 + Fraction(1, 2))


def read_ttml(path):
    import ttconv.imsc.reader

    document = ttconv.imsc.reader.to_model(ElementTree.parse(path))
    for begin, end, text in paragraphs_of(document):
        yield milliseconds(begin), milliseconds(end), text


def folded(cues):
    """Without white space that only places text, and without empty cues."""
    for begin, end, text in cues:
        lines = [" ".join(line.split()) for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        if text:
            yield milliseconds(begin or 0), -1 if end is None else milliseconds(end), text


def read_scc(path):
    import ttconv.scc.reader

    with open(path, encoding="utf-8") as file:
        yield from folded(paragraphs_of(ttconv.scc.reader.to_model(file.read())))


def read_stl(path):
    import ttconv.stl.reader

    with open(path, "rb") as file:
        yield from folded(paragraphs_of(ttconv.stl.reader.to_model(file)))


READERS = {
    "ass": read_substation,
    "scc": read_scc,
    "srt": read_subrip,
    "ssa": read_substation,
    "stl": read_stl,
    "ttml": read_ttml,
    "vtt": read_webvtt,
}


def cues(path):
    reader = READERS[path.rsplit(".", 1)[-1]]
    return [{"start": start, "end": end, "text": text} for start, end, text in reader(path)]


def main():
    json.dump([cues(path) for path in sys.argv[1:]], sys.stdout)


if __name__ == "__main__":
    main()
