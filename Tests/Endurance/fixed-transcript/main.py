"""A recogniser that hears nothing: its transcript says how many samples it was given."""

import time

import surtitle_plugin


def transcribe(request):
    end = time.monotonic() + request.settings["seconds"]
    while time.monotonic() < end:
        request.check()
        request.progress(1 - (end - time.monotonic()) / request.settings["seconds"])
        time.sleep(0.05)
    samples, rate = request.audio["frameCount"], request.audio["sampleRate"]
    duration = samples * 705_600_000 // rate
    words = [{"text": f"samples-{samples}", "range": {"start": 0, "end": duration}, "confidence": 1.0}]
    return {
        "language": "en",
        "segments": [{"language": "en", "words": words}] if samples else [],
        "duration": duration,
        "provenance": {"recognizer": "fixed-transcript", "model": "none"},
    }


surtitle_plugin.serve(transcribe=transcribe)
