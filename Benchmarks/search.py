"""Searching what is said: the index beside SQLite's LIKE and beside ripgrep (or grep) over the texts, in one run.

    search.py [--segments 1000000] [--queries 400]

`surtitle bench index` makes a library that nobody recorded and writes its texts as files too. LIKE looks at the rows of
the same database; ripgrep and grep at the files. All have one thread, the tools one core; last, the index is searched
while another thread fills it.
"""
import argparse
import json
import pathlib
import random
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time

import programs


def p95(values):
    values = sorted(values)
    return values[min(len(values) - 1, len(values) * 95 // 100)]


def row(name, times):
    print(f"| {name} | {len(times)} | {statistics.median(times):.1f} | {p95(times):.1f} |")


def timed(body):
    start = time.monotonic()
    body()
    return 1000 * (time.monotonic() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=programs.SCRATCH) as folder:
        index, texts = pathlib.Path(folder) / "index", pathlib.Path(folder) / "texts"
        output = subprocess.run(
            [programs.SURTITLE, "bench", "index", index, "--texts", texts, "--segments", str(options.segments),
             "--queries", str(options.queries)],
            check=True, capture_output=True, text=True).stdout
        report = json.loads(output)
        print(f"{report['segments']:,} segments, {report['textBytes'] / 1e6:.0f} MB of text: "
              f"{report['rowsPerSecond']:,.0f} rows a second ({report['rowsPerProcessorSecond']:,.0f} by processor time), "
              f"index {report['indexBytes'] / 1e6:.0f} MB, vectors {report['vectorBytes'] / 1e6:.0f} MB; "
              f"{report['rowsPerSecondWhileSearching']:,.0f} rows a second while it is searched\n")
        print("| search | queries | median ms | 95 % within ms |\n| --- | ---: | ---: | ---: |")
        for kind, figures in sorted(report["lexical"].items()):
            print(f"| {kind} | {figures['count']} | {figures['median']:.1f} | {figures['p95']:.1f} |")
        writing = report["whileWriting"]
        print(f"| all, while files are put in | {writing['count']} | {writing['median']:.1f} | {writing['p95']:.1f} |")
        for kind in ("semantic", "hybrid"):
            print(f"| {kind} | {report[kind]['count']} | {report[kind]['median']:.1f} | {report[kind]['p95']:.1f} |")

        database = sqlite3.connect(index / "index.sqlite")
        chance = random.Random(3)
        rows = [database.execute("SELECT text FROM segment WHERE id = ?", (chance.randrange(report["segments"]),)).fetchone()[0]
                for _ in range(20)]
        words = [chance.choice(text.split()) for text in rows]
        row("LIKE, a word", [timed(lambda: database.execute(
            "SELECT id FROM segment WHERE text LIKE ? LIMIT 20000", (f"%{word}%",)).fetchall()) for word in words])
        tool = shutil.which("rg") or shutil.which("grep")
        arguments = ["-w", "-F"] if tool.endswith("rg") else ["-r", "-w", "-F"]
        row(f"{pathlib.Path(tool).name}, a word", [timed(lambda: subprocess.run(
            ["taskset", "-c", "0", tool, *arguments, word, texts], stdout=subprocess.DEVNULL)) for word in words])


if __name__ == "__main__":
    main()
