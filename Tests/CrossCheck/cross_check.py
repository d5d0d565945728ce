#!/usr/bin/env python3
"""Reads a subtitle file with a reader that is not ours and prints its cues as JSON.

Test-only. .srt is read by pysubs2, .vtt by webvtt-py, .ttml by ttconv.
Each cue is {"start": ms, "end": ms, "text": lines joined by a line feed}.
"""

import html
import json
import sys
import xml.etree.ElementTree as ElementTree


def read_subrip(path):
    import pysubs2

    for event in pysubs2.load(path, encoding="utf-8", format_="srt"):
        # U+2060 is our guard against markup; it is invisible.
        text = event.text.replace("\\N", "\n").replace("\u2060", "")
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


def read_ttml(path):
    import ttconv.imsc.reader
    from ttconv.model import Br, P, Text

    document = ttconv.imsc.reader.to_model(ElementTree.parse(path))

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
        yield round(paragraph.get_begin() * 1000), round(paragraph.get_end() * 1000), text(paragraph)


READERS = {"srt": read_subrip, "vtt": read_webvtt, "ttml": read_ttml}


def main():
    path = sys.argv[1]
    reader = READERS[path.rsplit(".", 1)[-1]]
    cues = [{"start": start, "end": end, "text": text} for start, end, text in reader(path)]
    json.dump(cues, sys.stdout)


if __name__ == "__main__":
    main()
