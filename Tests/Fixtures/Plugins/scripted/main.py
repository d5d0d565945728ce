"""A recogniser that hears what its settings say, whatever the sound: words of 0.4 s, 0.5 s apart."""

import surtitle_plugin
from surtitle_plugin import time


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
            words.append({
                "text": word, "hasSpaceBefore": index > 0, "confidence": 0.9,
                "range": {"start": time(begin), "end": time(begin + 0.4)},
            })
        if words:
            segments.append({"words": words, "language": "en", "speaker": speaker})
    return {
        "language": "en" if segments else "und", "segments": segments, "duration": time(length),
        "provenance": {"recognizer": "org.example.scripted", "model": "none"},
    }


surtitle_plugin.serve(transcribe=transcribe)
