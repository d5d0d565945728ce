"""CPU, wall time, peak memory and word error rate of this program and of faster-whisper on one long clip.

Both are measured as a user pays for them: one process a file, start and model loading included. The programs take
turns, so that a machine that slows down slows all of them down; medians of --runs.
"""
import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys

import clips
import peer
import programs
import wer


def machine():
    """Lines about the processor, with the instruction sets that matter here."""
    text = subprocess.run(["lscpu"], check=True, capture_output=True, text=True).stdout
    fields = dict((key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in text.splitlines()))
    wanted = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_bf16", "amx_int8", "asimd", "bf16", "i8mm")
    flags = [flag for flag in fields.get("Flags", "").split() if flag in wanted]
    return f"{fields.get('Model name', 'unknown processor')}, {os.cpu_count()} processors, {' '.join(flags)}"


def text_of(output):
    """The recognised text in a transcript of either program."""
    with open(output) as file:
        return json.load(file)["text"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--modes", default=",".join(peer.USUAL), help="of peer.py, with commas")
    parser.add_argument("--core", default="", help="the core for single-core runs; by default the last")
    parser.add_argument("--skip-all-cores", action="store_true")
    options = parser.parse_args()

    programs.SCRATCH.mkdir(exist_ok=True)
    clip = programs.SCRATCH / "long.wav"
    seconds = clips.make_long_clip(clip)
    reference = " ".join(text for _, text in [clips.composite()] + clips.english(target_speaker=True))
    model = programs.model_folder()

    everything, count = programs.cores()
    bindings = [("one core", options.core or everything.split(",")[-1], 1)]
    if count > 1 and not options.skip_all_cores:
        bindings.append((f"all {count} cores", everything, count))

    print(f"# {datetime.date.today()}, {machine()}\n")
    print(f"Whisper base, the same weights for both; one clip of {seconds:.0f} s, language given; medians of {options.runs}.")
    print("faster-whisper 1.2.1, int8, voice activity filter on. CPU is user + system.")
    figures = {}
    for title, binding, threads in bindings:
        commands = {"surtitle": programs.transcribe_command(clip)}
        for mode in filter(None, options.modes.split(",")):
            commands[f"faster-whisper {mode}"] = programs.peer_command(mode, [clip], model, threads=threads)
        samples = {name: [] for name in commands}
        rates = {}
        print(f"\n## {title}\n", flush=True)
        for run in range(options.runs):
            for name, command in commands.items():
                output = programs.SCRATCH / "output.json"
                sample = programs.measure(command, binding, output, {"OMP_NUM_THREADS": str(threads)})
                samples[name].append(sample)
                print(
                    f"{title}, run {run + 1}, {name}: {sample['cpu']:.1f} s CPU, {sample['wall']:.1f} s, "
                    f"{sample['memory']:.0f} MB", file=sys.stderr, flush=True)
                if name not in rates:
                    wrong, words = wer.errors(reference, text_of(output))
                    rates[name] = 100 * wrong / words
            # After every round: an interrupted run keeps what it measured.
            figures[title] = {"median": medians(samples), "peak": peaks(samples), "rates": rates, "runs": run + 1}
            programs.save_figures("speed", figures)
            if run + 1 < options.runs:
                print("\n".join(table(samples, rates, seconds)), file=sys.stderr, flush=True)
        print("\n".join(table(samples, rates, seconds)), flush=True)


def medians(samples):
    """The median of every figure, by program."""
    return {
        name: {key: statistics.median(sample[key] for sample in runs) for key in runs[0]} for name, runs in samples.items()
    }


def peaks(samples):
    """The largest memory of any run in MB, by program."""
    return {name: max(sample["memory"] for sample in runs) for name, runs in samples.items()}


def table(samples, rates, seconds):
    """Markdown rows; ratios are faster-whisper over surtitle: above 1 this program is better."""
    median = medians(samples)
    ours = median["surtitle"]
    lines = [
        "| program | CPU s | user s | system s | CPU s per hour | wall s | peak MB | word errors | CPU × | wall × | memory × |",
        "| --- |" + " ---: |" * 10,
    ]
    for name, row in median.items():
        ratios = " | ".join(f"{row[key] / ours[key]:.2f}" for key in ("cpu", "wall", "memory"))
        lines.append(
            f"| {name} | {row['cpu']:.1f} | {row['user']:.1f} | {row['system']:.1f} | {row['cpu'] * 3600 / seconds:.0f} "
            f"| {row['wall']:.1f} | {row['memory']:.0f} | {rates[name]:.2f} % | {ratios} |")
    best = min((row["cpu"], name) for name, row in median.items() if name != "surtitle") if len(median) > 1 else None
    if best:
        lines.append(f"\nAgainst the mode of faster-whisper that needs least CPU ({best[1]}): {best[0] / ours['cpu']:.2f} times better.")
    return lines


if __name__ == "__main__":
    sys.exit(main())
