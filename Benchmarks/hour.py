"""Peak memory, CPU and wall time of one run over a long file with all default formats, on all cores.

    hour.py [--hours 24]    # more than one hour: its sound again and again
"""
import argparse
import os
import shutil
import subprocess
import sys

import extraction
import programs


def joined(hours):
    """The sound of the hour of video, that many times in one file."""
    path = programs.SCRATCH / f"hours-{hours}.m4a"
    if not path.is_file():
        partial = path.with_suffix(".partial.m4a")
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-stream_loop", str(hours - 1), "-i", str(extraction.hour()), "-map",
             "0:a:0", "-c", "copy", str(partial)],
            check=True, stdin=subprocess.DEVNULL)
        os.replace(partial, path)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=int, default=1)
    hours = parser.parse_args().hours

    media = extraction.hour() if hours == 1 else joined(hours)
    kind = "one hour of H.264 and AAC in MP4" if hours == 1 else f"{hours} hours of AAC in MP4"
    binding, threads = programs.cores()
    work = programs.SCRATCH / "hour"
    shutil.rmtree(work, ignore_errors=True)
    command = [
        str(programs.SURTITLE), "run", str(media), "--quiet", "--language", "en", "--output", str(work / "out")]
    sample = programs.measure(
        command, binding, environment={"OMP_NUM_THREADS": str(threads), "SURTITLE_STATE": str(work / "state")})
    made = [path for path in (work / "out").rglob("*") if path.is_file()]
    if not made:
        sys.exit(f"{' '.join(command)}\nmade nothing")
    print(f"## A run over {kind}, all {threads} cores, {len(made)} files written, one run\n")
    print("| program | CPU s | wall s | peak MB |\n| --- | ---: | ---: | ---: |")
    print(f"| surtitle | {sample['cpu']:.1f} | {sample['wall']:.1f} | {sample['memory']:.0f} |")
    programs.save_figures("hour" if hours == 1 else "hours", sample)


if __name__ == "__main__":
    sys.exit(main())
