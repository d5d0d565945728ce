"""The English clips with a full reference text, read from the test material's MANIFEST.jsonl."""
import json
import os
import pathlib
import subprocess
import sys

# A reference that does not cover every spoken word cannot be scored.
INCOMPLETE = ("approximate", "partial", "label", "target speaker only")


def root():
    """Folder of the test material: $SURTITLE_TESTDATA, else ../shared/data beside the project."""
    default = pathlib.Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    path = pathlib.Path(os.environ.get("SURTITLE_TESTDATA") or default)
    if not (path / "MANIFEST.jsonl").is_file():
        sys.exit(f"no MANIFEST.jsonl in {path}: set SURTITLE_TESTDATA to the folder of the test material")
    return path


def english(target_speaker=False):
    """(path relative to root, reference text) of every English clip with a full reference.

    target_speaker adds the clips where somebody else talks over the speaker whose words are the reference.
    """
    clips = []
    for line in (root() / "MANIFEST.jsonl").read_text().splitlines():
        row = json.loads(line)
        quality = row.get("reference_quality") or ""
        incomplete = [word for word in INCOMPLETE if word in quality]
        if target_speaker and incomplete == ["target speaker only"]:
            incomplete = []
        if row["kind"] != "speech" or row.get("language") != "en" or "/composite/" in row["file"]:
            continue
        if not row.get("reference") or incomplete:
            continue
        clips.append((row["file"], row["reference"]))
    return clips


def composite():
    """The long recording: (path relative to root, reference text)."""
    file = "speech/composite/longform_en.mp3"
    segments = json.loads((root() / file).with_suffix(".json").read_text())
    return file, " ".join(segment["text"] for segment in segments)


def make_long_clip(path):
    """Joins the long recording and every clip into one 16 kHz mono WAV at path; returns its length in seconds."""
    files = [composite()[0]] + [file for file, _ in english(True)]
    inputs, labels = [], []
    for index, file in enumerate(files):
        inputs += ["-i", str(root() / file)]
        labels.append(f"[{index}:a:0]aresample=16000,aformat=channel_layouts=mono,apad=pad_dur=0.6[a{index}]")
    graph = ";".join(labels) + ";" + "".join(f"[a{i}]" for i in range(len(files))) + f"concat=n={len(files)}:v=0:a=1[out]"
    command = ["ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", graph, "-map", "[out]", "-c:a", "pcm_s16le", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return seconds(path)


def seconds(path):
    """Length of a media file in seconds."""
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
