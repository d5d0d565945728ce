#!/usr/bin/env python3
"""What ttconv shows of TTML documents at which time: a line of JSON for each document.

Test-only. {"file": path, "shown": [[ms, [text, …]], …]}: from that time on, those texts, each a paragraph with its lines
joined by line feeds and white space folded; or {"file": path, "error": what}.
"""

import json
import logging
import math
import re
import sys
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

import ttconv.imsc.reader
from ttconv.isd import ISD
from ttconv.model import Br, P, Rp, Rt, Rtc, Text

logging.disable(logging.CRITICAL)


def text(element):
    if isinstance(element, Br):
        return "\n"
    if isinstance(element, Text):
        return element.get_text()
    if isinstance(element, (Rp, Rt, Rtc)):
        return ""
    return "".join(text(child) for child in element)


def paragraphs(element):
    if isinstance(element, P):
        yield element
    else:
        for child in element:
            yield from paragraphs(child)


def folded(string):
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in re.split(r"[\n\r\x85\u2028\u2029]", string))
    return "\n".join(line for line in lines if line)


def shown(path):
    document = ttconv.imsc.reader.to_model(ElementTree.parse(path))
    states = []
    for time in sorted(ISD.significant_times(document)):
        regions = ISD.from_model(document, time).iter_regions()
        texts = [folded(text(paragraph)) for region in regions for paragraph in paragraphs(region)]
        state = sorted(one for one in texts if one)
        if not states or states[-1][1] != state:
            # Times are fractions; halves go up, as ours do.
            states.append([math.floor(time * 1000 + Fraction(1, 2)), state])
    return states


for path in sys.argv[1:]:
    try:
        print(json.dumps({"file": path, "shown": shown(path)}))
    except Exception as error:  # Whatever it cannot read is of no use here.
        print(json.dumps({"file": path, "error": repr(error)}))
