"""A recogniser that hears what its settings say: words of 0.4 s, 0.5 s apart.

With `reach` it does so only where there is sound within so many seconds of a word, as one that knows words by those beside
them.
"""

import array

import surtitle_plugin
from surtitle_plugin import time


def is_heard(request, begin, end):
    reach = request.settings["reach"]
    if reach < 0:
        return True
    rate = request.audio["sampleRate"]
    samples = array.array("f")
    with open(request.audio["path"], "rb") as file:
        file.seek(4 * max(0, int((begin - reach) * rate)))
        samples.frombytes(file.read(4 * int((end - begin + 2 * reach) * rate)))
    return any(abs(sample) > 0.001 for sample in samples)


def transcribe(request):
    length = request.audio["frameCount"] / request.audio["sampleRate"]
    segments = []
    for line in request.settings["lines"]:
        start, speaker, text = line.split("|", 2)
        words = []
        for index, word in enumerate(text.split(" ")):
            begin = float(start) + index * 0.5
            if begin + 0.4 > length:
                break
            if not is_heard(request, begin, begin + 0.4):
                continue
            words.append({
                "text": word, "hasSpaceBefore": bool(words), "confidence": 0.9,
                "range": {"start": time(begin), "end": time(begin + 0.4)},
            })
        if words:
            segments.append({"words": words, "language": "en", "speaker": speaker})
    return {
        "language": "en" if segments else "und", "segments": segments, "duration": time(length),
        "provenance": {"recognizer": "org.example.scripted", "model": "none"},
    }


surtitle_plugin.serve(transcribe=transcribe)
