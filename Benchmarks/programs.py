"""How the programs are called, and what a call costs."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
SURTITLE = PROJECT / ".build" / "release" / "surtitle"
SCRATCH = PROJECT / ".build-bench"
# What the scripts of one run measured, for verdicts.py: a JSON file a script.
FIGURES = SCRATCH / "figures"


def save_figures(name, figures):
    """Keeps what was measured so far; replaces what this script kept before."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    partial = FIGURES / f"{name}.partial"
    partial.write_text(json.dumps(figures, indent=1))
    partial.replace(FIGURES / f"{name}.json")


def cores():
    """The processors that this process may use, as taskset and OMP_NUM_THREADS take them: (list, count)."""
    usable = sorted(os.sched_getaffinity(0))
    return ",".join(map(str, usable)), len(usable)


def model_folder(name="base"):
    """Folder of an installed model: both programs read the same files."""
    output = subprocess.run([SURTITLE, "models", "list", "--json"], check=True, capture_output=True, text=True).stdout
    for model in json.loads(output):
        if model["name"] == name and model["installed"]:
            return model["folder"]
    sys.exit(f"model {name} is not installed; run: {SURTITLE} models pull {name}")


def transcribe_command(file, model="base", language="en", format="json"):
    return [str(SURTITLE), "transcribe", str(file), "--quiet", "--format", format, "--model", model, "--language", language]


def peer_command(mode, files, model, language="en", threads=1, words=False):
    script = str(PROJECT / "Benchmarks" / "peer.py")
    command = [sys.executable, script, "--model", model, "--mode", mode, "--language", language, "--threads", str(threads)]
    return command + (["--words"] if words else []) + [str(file) for file in files]


def measure(command, cores, output=None, environment=None):
    """Runs a command bound to cores ("0", "0-7"): CPU seconds, wall seconds and peak memory in MB of the child."""
    with open(output or os.devnull, "wb") as sink, tempfile.TemporaryFile() as complaints:
        start = time.monotonic()
        child = subprocess.Popen(
            ["taskset", "-c", cores, *command], stdin=subprocess.DEVNULL, stdout=sink, stderr=complaints,
            env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            complaints.seek(0)
            text = complaints.read().decode(errors="replace")[-2000:]
            sys.exit(f"{' '.join(map(str, command))}\nended with {child.returncode}: {text}")
    return dict(
        user=usage.ru_utime, system=usage.ru_stime, cpu=usage.ru_utime + usage.ru_stime, wall=wall,
        # Linux counts in KiB.
        memory=usage.ru_maxrss * 1024 / 1e6)


def surtitle_documents(files, language="en", model="base"):
    """Transcript JSON of many files from one run of the program, by file; nothing is kept of earlier runs."""
    work = SCRATCH / "library"
    shutil.rmtree(work, ignore_errors=True)
    (work / "in").mkdir(parents=True)
    names = {}
    for index, file in enumerate(files):
        name = f"{index:04}"
        shutil.copyfile(file, work / "in" / (name + pathlib.Path(file).suffix))
        names[name] = str(file)
    command = [
        str(SURTITLE), "run", str(work / "in"), "--quiet", "--output", str(work / "out"), "--formats", "transcript-json",
        "--language", language, "--model", model]
    status = subprocess.run(
        command, stdin=subprocess.DEVNULL, env={**os.environ, "SURTITLE_STATE": str(work / "state")}).returncode
    if status not in (0, 1):
        sys.exit(f"{' '.join(command)}\nended with {status}")
    documents = {}
    for path in sorted((work / "out").rglob("*.json")):
        documents[names[path.name.split(".")[0]]] = json.loads(path.read_text())
    return documents


def peer_records(mode, files, model, language="en", words=False):
    """Lines of peer.py, by file."""
    output = subprocess.run(
        peer_command(mode, files, model, language, threads=cores()[1], words=words), check=True,
        stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    return {record["file"]: record for record in map(json.loads, output.splitlines())}
