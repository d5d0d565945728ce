"""Subtitles that are early, late or too fast, timed anew against what is recognised of a long recording.

    sync.py SOUND RIGHT.srt [--program .build/release/surtitle]

RIGHT.srt has subtitles of the recording that are in time. They are shifted by −30 to 30 s and stretched by up to 4 %, and
`surtitle subtitles sync` puts them right; recognition is real and is done once. Printed is, for every pair, the worst
distance of a cue's start from the start that the same cue gets where the subtitles were right from the first, and whether
all is within 0.1 s. How far that is from RIGHT.srt is said first: another program that made it may take words to begin a
little earlier or later than this one.
"""
import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

SHIFTS = [-30, -20, -10, -3, -0.5, 0, 0.5, 3, 10, 20, 30]
DRIFTS = [0, 0.001, 0.005, 0.01, 0.02, 0.04, -0.001, -0.005, -0.01, -0.02, -0.04]


def seconds(text):
    return sum(float(part.replace(",", ".")) * unit for part, unit in zip(text.split(":"), (3600, 60, 1)))


def cues_of(path):
    for block in path.read_text().strip().split("\n\n"):
        lines = block.splitlines()
        start, end = lines[1].split(" --> ")
        yield seconds(start), seconds(end), "\n".join(lines[2:])


def clock(seconds):
    count = round(max(0, seconds) * 1000)
    return f"{count // 3_600_000:02}:{count // 60_000 % 60:02}:{count // 1000 % 60:02},{count % 1000:03}"


def write(path, cues):
    path.write_text("".join(
        f"{number}\n{clock(start)} --> {clock(end)}\n{text}\n\n" for number, (start, end, text) in enumerate(cues, 1)))


def starts(path):
    return [seconds(line.split(" --> ")[0]) for line in path.read_text().splitlines() if " --> " in line]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("sound", type=pathlib.Path)
    arguments.add_argument("right", type=pathlib.Path)
    arguments.add_argument("--program", default=".build/release/surtitle")
    given = arguments.parse_args()
    right = list(cues_of(given.right))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        transcript = folder / "transcript.json"
        with transcript.open("wb") as file:
            subprocess.run([given.program, "transcribe", given.sound, "--format", "json"], check=True, stdout=file)

        def synced(shift, drift):
            wrong, out = folder / "wrong.srt", folder / "right.srt"
            moved = [(start * (1 + drift) + shift, end * (1 + drift) + shift, text) for start, end, text in right]
            # What would begin before the recording is left out.
            write(wrong, [cue for cue in moved if cue[0] >= 0])
            command = [given.program, "subtitles", "sync", wrong, "--transcript", transcript, "--output", out,
                       "--overwrite"]
            answer = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if answer.returncode:
                return None, sum(cue[0] < 0 for cue in moved)
            return starts(out), sum(cue[0] < 0 for cue in moved)

        reference, _ = synced(0, 0)
        print(f"{len(right)} cues; right from the first they are moved by "
              f"{statistics.median(new - old[0] for new, old in zip(reference, right)):+.3f} s in the middle")
        print("| shift s | " + " | ".join(f"{drift:+.1%}" for drift in DRIFTS) + " |")
        print("| ---: |" + " ---: |" * len(DRIFTS))
        failures = 0
        for shift in SHIFTS:
            row = []
            for drift in DRIFTS:
                found, lost = synced(shift, drift)
                if found is None or len(found) != len(reference) - lost:
                    row.append("none")
                    failures += 1
                    continue
                worst = max(abs(new - old) for new, old in zip(found, reference[lost:]))
                failures += worst > 0.1
                row.append(f"{worst:.3f}")
            print(f"| {shift} | " + " | ".join(row) + " |", flush=True)
    print(f"{len(SHIFTS) * len(DRIFTS) - failures} of {len(SHIFTS) * len(DRIFTS)} within 0.1 s")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
