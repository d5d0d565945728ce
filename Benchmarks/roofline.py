"""Share of what a core can do at best that recognition reaches, from the program's own benchmark; medians of a few runs.

    roofline.py [--runs 3]

Multiplications and bytes are counted from the model's sizes (Sources/Speech/Roofline.swift); the best of the core is
measured in the same run: products of bytes that stay in registers, and memory read from front to back.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys

import programs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    state = programs.SCRATCH / "roofline"
    reports = []
    for _ in range(runs):
        output = subprocess.run(
            # One worker: with six cores and more each has several, and the roofline is that of one.
            [str(programs.SURTITLE), "models", "bench", "base", "--workers", "1", "--json"], check=True,
            capture_output=True, text=True, stdin=subprocess.DEVNULL, env={**os.environ, "SURTITLE_STATE": str(state)}).stdout
        reports.append(json.loads(output))
    shutil.rmtree(state, ignore_errors=True)
    if not all(report.get("roofline") for report in reports):
        # What else is measured goes on.
        print("The program measures no roofline on this machine.")
        return

    def median(value):
        return statistics.median(value(report) for report in reports)

    peak = median(lambda report: report["roofline"]["multiplicationsPerSecond"]) / 1e9
    bandwidth = median(lambda report: report["roofline"]["bytesPerSecond"]) / 1e9
    print(f"A core does {peak:.0f} G multiplications a second and reads {bandwidth:.1f} GB/s; medians of {runs}.\n")
    print("| stage | ms for a window of 30 s | share of the roofline |\n| --- | ---: | ---: |")
    for stage in ("encoder", "decoder"):
        time = 1000 * median(lambda report: report["measured"]["secondsPerWindow"][stage])
        share = 100 * median(lambda report: report["roofline"][stage])
        print(f"| {stage} | {time:.1f} | {share:.0f} % |")
    time = 1000 * median(lambda report: sum(report["measured"]["secondsPerWindow"].values()))
    print(f"| with features, voice activity, alignment | {time:.1f} | {100 * median(lambda report: report['roofline']['all']):.0f} % |")
    programs.save_figures("roofline", {"all": median(lambda report: report["roofline"]["all"])})


if __name__ == "__main__":
    sys.exit(main())
