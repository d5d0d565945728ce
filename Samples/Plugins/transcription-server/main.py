"""A recogniser that asks a server: OpenAI's, or one of the many that have the same interface."""

import array
import io
import json
import math
import os
import sys
import time as clock
import urllib.error
import urllib.request
import uuid
import wave

import surtitle_plugin
from surtitle_plugin import ENVIRONMENT, Refusal, time


def transcribe(request):
    audio = request.audio
    rate = audio["sampleRate"]
    segments, languages = [], {}
    with open(audio["path"], "rb") as file:
        for start, samples in pieces(file, rate, request.settings["pieceSeconds"]):
            request.check()
            answer = ask(request, samples, rate)
            offset = start / rate
            for segment in heard(answer, offset, offset + len(samples) / rate):
                floor = segments[-1]["words"][-1]["range"]["start"] if segments else 0
                segments.append(in_order(segment, floor))
                languages[segment["language"]] = languages.get(segment["language"], 0) + len(segment["words"])
            request.progress(min(1.0, (start + len(samples)) / max(1, audio["frameCount"])))
    return {
        "language": max(languages, key=languages.get, default="und"),
        "segments": segments,
        "duration": audio["frameCount"] * 705_600_000 // rate,
        "provenance": {"recognizer": "transcription-server", "model": request.settings["model"],
                       "settings": {"url": request.settings["url"]}},
    }


def pieces(file, rate, seconds):
    """Parts of the sound and where they start, in samples: cut in the quietest tenth of a second near their end."""
    start, rest = 0, array.array("f")
    limit, tenth = seconds * rate, rate // 10
    while True:
        data = file.read(4 * (limit - len(rest)))
        part = array.array("f")
        part.frombytes(data)
        if sys.byteorder == "big":
            part.byteswap()
        rest.extend(part)
        if len(rest) < limit:
            if rest:
                yield start, rest
            return
        tenths = range(limit - min(30 * rate, limit // 2), limit, tenth)
        cut = min(tenths, key=lambda index: sum(sample * sample for sample in rest[index:index + tenth])) + tenth // 2
        yield start, rest[:cut]
        start, rest = start + cut, rest[cut:]


def ask(request, samples, rate):
    settings, asked = request.settings, request.params["request"]
    task = "translations" if asked["task"] == "translate" else "transcriptions"
    fields = [("model", settings["model"]), ("response_format", "verbose_json"),
              ("timestamp_granularities[]", "word"), ("timestamp_granularities[]", "segment")]
    if asked.get("language") and task == "transcriptions":
        fields.append(("language", asked["language"]))
    body, kind = form(fields, wave_file(samples, rate))
    url = settings["url"].rstrip("/") + "/v1/audio/" + task
    headers = {"Content-Type": kind, "Accept": "application/json"}
    if os.environ.get("OPENAI_API_KEY"):
        headers["Authorization"] = "Bearer " + os.environ["OPENAI_API_KEY"]
    for attempt in range(settings["retries"] + 1):
        if attempt:
            clock.sleep(2 ** attempt)
        request.check()
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=settings["timeout"]) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            reason = f"{url} answered {error.code}: {error.read(500).decode(errors='replace').strip()}"
            if error.code in (401, 403, 404):
                raise Refusal(reason, ENVIRONMENT)
            if error.code < 500 and error.code != 429:
                raise Refusal(reason)
        except ValueError as error:
            raise Refusal(f"{url} answered what is no JSON: {error}")
        except OSError as error:
            reason = f"{url} cannot be reached: {error}"
    # Neither would it for other files.
    raise Refusal(f"{reason}; tried {settings['retries'] + 1} times", ENVIRONMENT)


def wave_file(samples, rate):
    """16-bit PCM, which every server takes."""
    bounded = array.array("h", (int(max(-1.0, min(1.0, sample)) * 32767) for sample in samples))
    if sys.byteorder == "big":
        bounded.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(bounded.tobytes())
    return file.getvalue()


def form(fields, sound):
    """multipart/form-data, RFC 7578."""
    boundary = uuid.uuid4().hex
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in fields]
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="audio.wav"\r\n'
                 "Content-Type: audio/wav\r\n\r\n".encode() + sound + f"\r\n--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"


def heard(answer, offset, end):
    """The segments of an answer, with words that have times; where the server gives none, they share the segment's."""
    language = answer.get("language") or "und"
    words = [word for word in answer.get("words") or [] if word.get("word", "").strip()]
    for segment in answer.get("segments") or []:
        confidence = min(1.0, math.exp(segment.get("avg_logprob", math.log(0.5))))
        own = [word for word in words if segment["start"] <= (word["start"] + word["end"]) / 2 < segment["end"]]
        if not own:
            texts = segment.get("text", "").split()
            length = (segment["end"] - segment["start"]) / max(1, len(texts))
            own = [{"word": text, "start": segment["start"] + index * length,
                    "end": segment["start"] + (index + 1) * length} for index, text in enumerate(texts)]
        if own:
            yield {"language": language, "words": [
                {"text": word["word"].strip(), "confidence": confidence,
                 "range": {"start": time(min(end, offset + word["start"])), "end": time(min(end, offset + word["end"]))}}
                for word in own]}


def in_order(segment, floor):
    for word in segment["words"]:
        span = word["range"]
        span["start"] = floor = max(floor, span["start"])
        span["end"] = max(span["start"], span["end"])
    return segment


if __name__ == "__main__":
    surtitle_plugin.serve(transcribe=transcribe)
