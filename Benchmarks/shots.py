"""Changes of shot: how many are found to the frame, and what it costs on one core.

    shots.py accuracy [--photos FOLDER]    # clips whose cuts are known, made at the first call; see shot_clips.py
    shots.py speed VIDEO…                  # CPU seconds beside the ffmpeg command and PySceneDetect, where it is there
    --command 'surtitle subtitles shots --json {input}'
    --scenedetect PYTHON                   # a Python that has PySceneDetect
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
from fractions import Fraction

import programs
import shot_clips

FFMPEG = (
    "ffmpeg -nostdin -hide_banner -threads 1 -i {input} -an -sn -vf \"select='gt(scene,0.4)',showinfo\" -f null -")
SCENEDETECT = """
import sys, cv2
cv2.setNumThreads(1)
from scenedetect import detect, ContentDetector
scenes = detect(sys.argv[1], ContentDetector())
print(" ".join(str(scene[0].get_frames()) for scene in scenes[1:]))
"""


def command_of(text, video):
    return [word.replace("{input}", str(video)) for word in shlex.split(text)]


def frame_numbers(seconds, rate):
    """Times as numbers of frames; one that is not on a frame becomes a number that fits none."""
    numbers = []
    for value in seconds:
        number = round(value * rate)
        numbers.append(number if abs(value - number / rate) < 0.0006 else -number)
    return numbers


def ours(text, video, rate):
    answer = json.loads(subprocess.run(command_of(text, video), check=True, capture_output=True).stdout)
    return frame_numbers([change["time"] for change in answer["changes"]], rate), answer


def ffmpeg(video, rate):
    log = subprocess.run(command_of(FFMPEG, video), check=True, capture_output=True, text=True).stderr
    # The command lets time begin with the file.
    return [round(float(time) * rate) for time in re.findall(r"pts_time:([\d.]+)", log)]


def scenedetect(python, video):
    answer = subprocess.run([python, "-c", SCENEDETECT, str(video)], capture_output=True, text=True)
    return [int(word) for word in answer.stdout.split()] if answer.returncode == 0 else None


def judge(found, truth):
    """True and false positives and misses at the exact frame; what lies in a zone counts for nothing."""
    def in_zone(frame):
        return any(first <= frame <= last for first, last in truth["zones"])

    cuts = {frame for frame in truth["cuts"] if not in_zone(frame)}
    found = {frame for frame in found if not in_zone(frame)}
    return len(cuts & found), len(found - cuts), len(cuts - found), sorted(found - cuts), sorted(cuts - found)


def accuracy(options):
    folder = pathlib.Path(options.clips) if options.clips else programs.SCRATCH / "shots"
    photos = sorted(pathlib.Path(options.photos).iterdir()) if options.photos else []
    sums = {}
    for video in shot_clips.make_corpus(folder, photos):
        truth = json.loads(video.with_suffix(".json").read_text())
        rate = float(Fraction(truth["rate"]))
        results = {"surtitle": ours(options.command, video, rate)[0]}
        if options.peers:
            results["ffmpeg"] = ffmpeg(video, rate)
        if options.scenedetect:
            results["scenedetect"] = scenedetect(options.scenedetect, video)
        for name, found in results.items():
            if found is None:
                continue
            hits, wrong, missed, false_frames, missed_frames = judge(found, truth)
            for key in ("all", truth["kind"]):
                total = sums.setdefault((name, key), [0, 0, 0])
                for index, value in enumerate((hits, wrong, missed)):
                    total[index] += value
            if name == "surtitle" and (wrong or missed):
                print(f"{video.name}: false {false_frames}, missed {missed_frames}", file=sys.stderr)
    print("| program | clips | cuts | precision | recall | false |\n| --- | --- | ---: | ---: | ---: | ---: |")
    for (name, key), (hits, wrong, missed) in sorted(sums.items()):
        precision = hits / (hits + wrong) if hits + wrong else 1
        recall = hits / (hits + missed) if hits + missed else 1
        print(f"| {name} | {key} | {hits + missed} | {precision:.3f} | {recall:.3f} | {wrong} |")
    programs.save_figures("shots-accuracy", {f"{name} {key}": total for (name, key), total in sums.items()})


def duration(video):
    return float(subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(video)], check=True,
        capture_output=True, text=True).stdout)


def speed(options):
    core = str(max(os.sched_getaffinity(0)))
    print("| video | program | CPU s | times real time | peak MB |\n| --- | --- | ---: | ---: | ---: |")
    figures = {}
    for video in map(pathlib.Path, options.videos):
        commands = {"surtitle": command_of(options.command, video)}
        if options.peers:
            commands["ffmpeg"] = command_of(FFMPEG, video)
        script = None
        if options.scenedetect:
            script = tempfile.NamedTemporaryFile("w", suffix=".py")
            script.write(SCENEDETECT)
            script.flush()
            commands["scenedetect"] = [options.scenedetect, script.name, str(video)]
        samples = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                samples[name].append(programs.measure(command, core))
        seconds = duration(video)
        for name, runs in samples.items():
            cpu = statistics.median(sample["cpu"] for sample in runs)
            memory = max(sample["memory"] for sample in runs)
            figures[f"{video.name} {name}"] = seconds / cpu
            print(f"| {video.name} | {name} | {cpu:.2f} | {seconds / cpu:.1f} | {memory:.0f} |", flush=True)
    programs.save_figures("shots-speed", figures)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figure", choices=["accuracy", "speed"])
    parser.add_argument("videos", nargs="*")
    parser.add_argument("--command", default=f"{shlex.quote(str(programs.SURTITLE))} subtitles shots --json {{input}}")
    parser.add_argument("--scenedetect")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="leave the ffmpeg command out")
    parser.add_argument("--photos", help="a folder of photographs, as further sources")
    parser.add_argument("--clips", help="the folder of the clips")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    return accuracy(options) if options.figure == "accuracy" else speed(options)


if __name__ == "__main__":
    sys.exit(main())
