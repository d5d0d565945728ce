"""A second run over a large library, beside `find` over the same files.

Makes FILES files of a few bytes each, whose results are all there, and measures what `surtitle plan` and `surtitle run`
take when nothing is to be done. The library is made up: the names and times are real, and so are the results and the
catalogue, which one run over it has written; only the sound is a tenth of a second of silence.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import wave


def library(folder, files):
    for index in range(files):
        place = folder / f"Show {index // 1000:03}" / f"Season {index // 50 % 20:02}"
        place.mkdir(parents=True, exist_ok=True)
        with wave.open(str(place / f"Episode {index:06}.wav"), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(16000)
            # Every file is another, so that nothing is shared.
            sound.writeframes(index.to_bytes(4, "little") + bytes(3196))


def measured(command, environment, rounds):
    """Medians of wall and processor seconds, and the time to the first line."""
    walls, processors, firsts = [], [], []
    for _ in range(rounds):
        before = os.times()
        start = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdout.readline()
        firsts.append(time.monotonic() - start)
        process.stdout.read()
        if process.wait() != 0:
            sys.exit(f"{command[0]} {command[1]} ended with {process.returncode}")
        walls.append(time.monotonic() - start)
        after = os.times()
        processors.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(walls), statistics.median(processors), statistics.median(firsts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", default=".build/release/surtitle")
    arguments.add_argument("--files", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary)
        library(root / "library", given.files)
        environment = dict(os.environ, SURTITLE_STATE=str(root / "state"))
        common = ["--profile", "subtitles", "--formats", "srt,json"]
        start = time.monotonic()
        subprocess.run(
            [given.program, "run", str(root / "library"), "--quiet", "--jobs", "4", *common], env=environment, check=True)
        print(f"first run: {time.monotonic() - start:.1f} s for {given.files} files")
        rows = [
            ("find", ["find", str(root / "library"), "-type", "f", "-printf", "%p %s %T@\n"]),
            ("surtitle plan", [given.program, "plan", str(root / "library"), "--json", *common]),
            ("surtitle run", [given.program, "run", str(root / "library"), "--json", *common]),
        ]
        print("| second time | wall s | CPU s | first line s |\n| --- | --- | --- | --- |")
        for name, command in rows:
            wall, processor, first = measured(command, environment, given.rounds)
            print(f"| {name} | {wall:.2f} | {processor:.2f} | {first:.2f} |")


if __name__ == "__main__":
    main()
