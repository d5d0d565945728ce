"""A recogniser that hands the work to faster-whisper."""

import os

import surtitle_plugin
from surtitle_plugin import ENVIRONMENT, MISSING_MODEL, Refusal, time

_model = None


def start(settings):
    try:
        import faster_whisper  # noqa: F401
        import numpy  # noqa: F401
    except ImportError as error:
        raise Refusal(f"{error}; in the plug-in's folder: python3 -m venv .venv && .venv/bin/pip install faster-whisper",
                      ENVIRONMENT)


def load(request):
    """The model, loaded once."""
    global _model
    if _model is None:
        import faster_whisper
        settings = request.settings
        name = settings["model"]
        ours = os.path.join(request.model_directory or "", name)
        try:
            _model = faster_whisper.WhisperModel(
                ours if os.path.exists(os.path.join(ours, "model.bin")) else name,
                device=settings["device"], compute_type=settings["computeType"], cpu_threads=settings["threads"],
                # The sandbox has no network.
                local_files_only=True)
        except (OSError, ValueError, RuntimeError) as error:
            raise Refusal(f"the model “{name}” cannot be loaded: {error}", MISSING_MODEL)
    return _model


def word_of(word, floor):
    """A word with its times in order: faster-whisper lets them overlap now and then."""
    start = max(time(max(0, word.start)), floor)
    return {
        "text": word.word.strip(), "hasSpaceBefore": word.word.startswith(" "),
        "range": {"start": start, "end": max(start, time(word.end))},
        "confidence": min(1.0, max(0.0, float(word.probability))),
    }


def transcribe(request):
    import numpy
    audio = request.audio
    rate = audio["sampleRate"]
    length = audio["frameCount"] / rate
    samples = numpy.fromfile(audio["path"], dtype="<f4")
    asked = request.params["request"]
    if len(samples) < rate // 10:
        return result(request, "und", [], audio)
    segments, info = load(request).transcribe(
        samples, language=asked.get("language"), task=asked["task"], beam_size=request.settings["beamSize"],
        word_timestamps=True, vad_filter=True)
    language = "en" if asked["task"] == "translate" else info.language
    heard = []
    end = 0
    for segment in segments:
        request.check()
        words = []
        for word in segment.words or []:
            if word.word.strip():
                words.append(word_of(word, words[-1]["range"]["start"] if words else end))
        if words:
            limit = time(length)
            for word in words:
                word["range"]["start"] = min(word["range"]["start"], limit)
                word["range"]["end"] = min(word["range"]["end"], limit)
            end = words[-1]["range"]["start"]
            heard.append({"words": words, "language": language})
        request.progress(min(1.0, segment.end / length))
    return result(request, language if heard else "und", heard, audio)


def result(request, language, segments, audio):
    return {
        "language": language, "segments": segments, "duration": audio["frameCount"] * 705_600_000 // audio["sampleRate"],
        "provenance": {"recognizer": "faster-whisper", "model": request.settings["model"],
                       "settings": {name: str(value) for name, value in request.settings.items()}},
    }


if __name__ == "__main__":
    # A card does one thing at a time.
    surtitle_plugin.serve(transcribe=transcribe, start=start, parallel_requests=1)
