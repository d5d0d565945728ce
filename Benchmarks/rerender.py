"""New subtitle files for a whole library after a change of settings, without hearing anything again.

Cuts FILES pieces of speech, has them recognised (which takes minutes), changes how text is cut into cues, and measures the
run that follows. The log of that run must show no stage but the writing of files; every SubRip file that should look
different must be another one.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import wave

RATE = 16_000


def speech(ffmpeg, sources):
    """All sound of `sources` as 16-bit samples, one after the other."""
    sound = b""
    for source in sources:
        sound += subprocess.run(
            [ffmpeg, "-v", "error", "-i", str(source), "-vn", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"],
            check=True, stdout=subprocess.PIPE).stdout
    return sound


def library(folder, sound, files, seconds):
    """Pieces that overlap where there is less speech than asked for; no two are the same."""
    length = int(seconds * RATE) * 2
    room = len(sound) - length
    if room < files * 2:
        sys.exit(f"there is too little speech for {files} pieces")
    for index in range(files):
        place = folder / f"Show {index // 50:02}"
        place.mkdir(parents=True, exist_ok=True)
        start = room * index // files // 2 * 2
        with wave.open(str(place / f"Episode {index:04}.wav"), "wb") as piece:
            piece.setnchannels(1)
            piece.setsampwidth(2)
            piece.setframerate(RATE)
            piece.writeframes(sound[start:start + length])


def run(program, root, environment, width):
    configuration = root / "config.json"
    configuration.write_text(json.dumps(
        {"version": 1, "profiles": {"subtitles": {"cueing": {"maximumLineLength": width}}}}))
    before = os.times()
    start = time.monotonic()
    log = subprocess.run(
        [program, "run", str(root / "library"), "--config", str(configuration), "--log-format", "json"],
        env=environment, check=True, stderr=subprocess.PIPE, text=True).stderr
    wall, after = time.monotonic() - start, os.times()
    lines = [json.loads(line) for line in log.splitlines()]
    stages = collections.Counter(line["stage"] for line in lines if line["message"] == "Stage done")
    written = collections.Counter(line["stage"] for line in lines if line["message"] == "File written")
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, processor, stages, written


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("sources", nargs="+", type=pathlib.Path, help="files with speech")
    arguments.add_argument("--program", default=".build/release/surtitle")
    arguments.add_argument("--ffmpeg", default="ffmpeg")
    arguments.add_argument("--files", type=int, default=1_000)
    arguments.add_argument("--seconds", type=float, default=8)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary)
        library(root / "library", speech(given.ffmpeg, given.sources), given.files, given.seconds)
        environment = dict(os.environ, SURTITLE_STATE=str(root / "state"))
        print("| run | wall s | CPU s | stages | files written |\n| --- | --- | --- | --- | --- |")
        texts = []
        for name, width in (("first", 42), ("shorter lines", 32), ("longer lines", 60)):
            wall, processor, stages, written = run(given.program, root, environment, width)
            texts.append({path: path.read_bytes() for path in sorted((root / "library").rglob("*.srt"))})
            told = ", ".join(f"{count} {stage}" for stage, count in sorted(stages.items())) or "none"
            print(f"| {name} | {wall:.1f} | {processor:.1f} | {told} | "
                  + ", ".join(f"{count} {stage}" for stage, count in sorted(written.items())) + " |", flush=True)
            if len(texts) > 1 and stages:
                sys.exit("something was heard again")
        for before, after in zip(texts, texts[1:]):
            changed = sum(before[path] != after[path] for path in before)
            print(f"{changed} of {len(before)} SubRip files are different")


if __name__ == "__main__":
    main()
