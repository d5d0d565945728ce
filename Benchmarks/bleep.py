"""Bleeping a two-hour film: this program against the ffmpeg command, all cores.

    bleep.py [--spans 100] [--runs 3] [--container mp4]

The film is made once, in .build-bench: a minute of 1080p and the long clip in AAC stereo, both repeated by stream copy. Packets of
the copies are hashed: of the picture all must be those of the film, of the sound all but those around the spans. `cp` of the
film shows what the disk takes of the time.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys

import clips
import programs

HOURS = 2
FFMPEG = ["ffmpeg", "-v", "error", "-nostdin", "-y"]


def run(command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def film(container):
    """The film, made at the first call."""
    scratch = programs.SCRATCH
    scratch.mkdir(exist_ok=True)
    path = scratch / f"two-hours.{container}"
    if path.is_file():
        return path
    picture, sound, wave = scratch / "minute.mp4", scratch / "long.m4a", scratch / "long.wav"
    if not wave.is_file():
        clips.make_long_clip(wave)
    run(FFMPEG + ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25,noise=alls=6:allf=t", "-t", "60", "-c:v", "libx264",
                  "-preset", "ultrafast", "-b:v", "4M", "-maxrate", "4M", "-bufsize", "8M", "-pix_fmt", "yuv420p", str(picture)])
    run(FFMPEG + ["-i", str(wave), "-ac", "2", "-ar", "48000", "-c:a", "aac", "-b:a", "160k", str(sound)])
    partial = path.with_suffix(f".partial.{container}")
    loop = ["-stream_loop", "-1"]
    run(FFMPEG + loop + ["-i", str(picture)] + loop + ["-i", str(sound), "-map", "0:v", "-map", "1:a", "-c", "copy", "-t",
                                                       str(HOURS * 3600), str(partial)])
    os.replace(partial, path)
    return path


def spans(count):
    """Words of 0.3 to 0.9 s, spread over the film; the same every time."""
    chance = random.Random(6)
    step = HOURS * 3600 / count
    starts = [index * step + chance.uniform(0, step - 2) for index in range(count)]
    return [(round(start, 3), round(start + chance.uniform(0.3, 0.9), 3)) for start in starts]


def filters(list_of_spans, padding):
    """The obvious filter: silence in the spans, the tone of a generator in its place."""
    terms = [f"between(t,{start - padding:.3f},{end + padding:.3f})" for start, end in list_of_spans]
    # ffmpeg reads no sum of a hundred terms.
    inside = "+".join("(" + "+".join(terms[index:index + 10]) + ")" for index in range(0, len(terms), 10))
    return (f"[0:a]volume=0:enable='{inside}'[kept];sine=frequency=1000:sample_rate=48000:duration={HOURS * 3600},"
            f"volume=0.3,volume=0:enable='not({inside})',aformat=channel_layouts=stereo[tone];"
            "[kept][tone]amix=inputs=2:duration=first:normalize=0[out]")


def hashes(path, stream):
    """A hash of each packet."""
    output = subprocess.run(
        FFMPEG[:4] + ["-i", str(path), "-map", stream, "-c", "copy", "-f", "framehash", "-hash", "md5", "-"],
        check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    return [line.split(",")[5].strip() for line in output.splitlines() if not line.startswith("#")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spans", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--container", default="mp4")
    options = parser.parse_args()

    source = film(options.container)
    words = spans(options.spans)
    listing = programs.SCRATCH / "bleep.txt"
    listing.write_text("".join(f"{start:.3f} {end:.3f}\n" for start, end in words))
    copies = {name: programs.SCRATCH / f"{name}-bleeped.{options.container}" for name in ("surtitle", "ffmpeg")}
    commands = {
        "surtitle": [str(programs.SURTITLE), "bleep", str(source), "--output", str(copies["surtitle"]), "--spans", str(listing),
                     "--overwrite", "--json"],
        "ffmpeg": FFMPEG + ["-i", str(source), "-filter_complex", filters(words, 0.1), "-map", "0:v", "-map", "[out]",
                            "-c:v", "copy", "-c:a", "aac", "-b:a", "160k", str(copies["ffmpeg"])],
    }
    # Reads and writes the same bytes, and does nothing else.
    commands["cp"] = ["cp", "--reflink=never", str(source), str(programs.SCRATCH / f"cp.{options.container}")]
    cores, count = programs.cores()
    report = programs.SCRATCH / "bleep.json"
    samples = {name: [] for name in commands}
    for number in range(options.runs):
        for name, command in commands.items():
            sample = programs.measure(command, cores, output=report if name == "surtitle" else None)
            samples[name].append(sample)
            print(f"bleep, run {number + 1}, {name}: {sample['wall']:.1f} s", file=sys.stderr, flush=True)
    median = {
        name: {key: statistics.median(sample[key] for sample in runs) for key in runs[0]} for name, runs in samples.items()
    }
    picture, sound = hashes(source, "0:v:0"), hashes(source, "0:a:0")
    size = source.stat().st_size / 1e9
    print(f"## {options.spans} words of two hours of 1080p, AAC stereo, {size:.1f} GB of {options.container}, {count} cores\n")
    print("| program | wall s | CPU s | peak MB | picture copied | packets of sound kept |\n| --- | ---: | ---: | ---: | --- | ---: |")
    for name, row in median.items():
        if name == "cp":
            print(f"| cp of the film | {row['wall']:.1f} | {row['cpu']:.1f} | {row['memory']:.0f} | | |")
            continue
        new = hashes(copies[name], "0:a:0")
        kept = sum(old == after for old, after in zip(sound, new)) / len(sound)
        same = "yes" if hashes(copies[name], "0:v:0") == picture else "NO"
        print(f"| {name} | {row['wall']:.1f} | {row['cpu']:.1f} | {row['memory']:.0f} | {same} | {kept:.1%} |")
    track = json.loads(report.read_text())["tracks"][0]
    print(f"\nsurtitle: {track['action']}, {track['packetsChanged']} of {len(sound)} packets coded anew; at the worst seam the "
          f"error is {track.get('worstSeam', 0):.0f} dB below the sound.")
    programs.save_figures("bleep", {"median": median, "track": track})


if __name__ == "__main__":
    sys.exit(main())
