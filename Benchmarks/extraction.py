"""Taking 16 kHz mono sound out of an hour of video: this program against the ffmpeg command, one core.

    extraction.py [--command 'surtitle … {input}']    # {input} stands for the file; by default surtitle bench extract
"""
import argparse
import os
import shlex
import statistics
import subprocess
import sys

import clips
import programs


def make_video(path, seconds=3600):
    """An hour of H.264 and AAC stereo in MP4, the sound made of the long clip."""
    sound = programs.SCRATCH / "long.wav"
    if not sound.is_file():
        clips.make_long_clip(sound)
    partial = path.with_suffix(".partial.mp4")
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-stream_loop", "-1",
         "-i", str(sound), "-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "35", "-c:a", "aac",
         "-ac", "2", "-ar", "48000", "-b:a", "128k", str(partial)],
        check=True, stdin=subprocess.DEVNULL)
    os.replace(partial, path)


def hour():
    """The hour of video, made at the first call."""
    programs.SCRATCH.mkdir(exist_ok=True)
    video = programs.SCRATCH / "hour.mp4"
    if not video.is_file():
        make_video(video)
    return video


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--command", default=f"{shlex.quote(str(programs.SURTITLE))} bench extract {{input}}")
    options = parser.parse_args()

    video = hour()
    core = str(max(os.sched_getaffinity(0)))
    commands = {
        "surtitle": [word.replace("{input}", str(video)) for word in shlex.split(options.command)],
        "ffmpeg": ["ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-i", str(video), "-map", "0:a:0", "-ac", "1",
                   "-ar", "16000", "-f", "f32le", "-y", "/dev/null"],
    }
    samples = {name: [] for name in commands}
    for run in range(options.runs):
        for name, command in commands.items():
            sample = programs.measure(command, core)
            samples[name].append(sample)
            print(f"extraction, run {run + 1}, {name}: {sample['wall']:.2f} s", file=sys.stderr, flush=True)
    print("## Extraction alone, one hour of H.264 and AAC in MP4, one core\n")
    print("| program | CPU s | wall s | peak MB |\n| --- | ---: | ---: | ---: |")
    median = {
        name: {key: statistics.median(sample[key] for sample in runs) for key in runs[0]} for name, runs in samples.items()
    }
    for name, row in median.items():
        print(f"| {name} | {row['cpu']:.2f} | {row['wall']:.2f} | {row['memory']:.0f} |")
    print(f"\nsurtitle takes {median['surtitle']['wall'] / median['ffmpeg']['wall']:.2f} of the wall time of the ffmpeg command.")
    programs.save_figures(
        "extraction", {"median": median, "peak": max(sample["memory"] for sample in samples["surtitle"])})


if __name__ == "__main__":
    sys.exit(main())
