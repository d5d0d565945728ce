"""What the endurance scripts share: media to work on, the program and what it tells, and the verdict."""

import argparse
import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import wave

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "Samples"
RESULTS = (".srt", ".vtt", ".ttml", ".surtitle.json", ".transcribe.json")
# Everything that the program tells, on standard output and in its log.
TELLING = ["--json", "--log-format", "json"]
# Names that scripts, shells and servers stumble over.
ODD_NAMES = [
    "-rf", "two  spaces", " leading", "quote ' and \"", "new\nline", "Émission №7", "日本語", "%s %d", "$HOME", "a.b.c",
    "[x] {y} (z)", "#1 & co;", "back\\slash", "x" * 200, "e\u0301 decomposed", os.fsdecode(b"latin \xe9t\xe9"),
]


def start(description, **extra):
    """Reads the command line; `extra` are numbers that the script takes, with their defaults. Ends within `session`."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--surtitle", type=pathlib.Path, default=REPOSITORY / ".build/release/surtitle")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder, with all logs in it")
    parser.add_argument("--only", help="the cases to run, separated by commas")
    for name, default in extra.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(default), default=default)
    given = parser.parse_args()
    given.surtitle = given.surtitle.resolve()
    if not os.access(given.surtitle, os.X_OK):
        parser.error(f"{given.surtitle} is not there; build it, or name it with --surtitle")
    random.seed(given.seed)
    sys.stdout.reconfigure(errors="backslashreplace")
    return given


@contextlib.contextmanager
def session(given):
    """A private folder, and the verdict: the program ends with 1 where something failed."""
    root = pathlib.Path(tempfile.mkdtemp(prefix="surtitle-endurance-"))
    root.chmod(0o755)
    verdict = Verdict()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield root, verdict
    finally:
        Program.kill_all()
        if given.keep:
            print(f"kept: {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    sys.exit(verdict.conclude())


class Verdict:
    """Lines that begin with PASS or FAIL."""

    def __init__(self):
        self.failures, self.checks, self.skips = 0, 0, 0

    def check(self, is_right, text, details=""):
        self.checks += 1
        self.failures += not is_right
        print(("PASS  " if is_right else "FAIL  ") + text, flush=True)
        if not is_right and details:
            print("      " + str(details).strip().replace("\n", "\n      ")[:3000], flush=True)
        return is_right

    def skip(self, text):
        self.skips += 1
        print(f"SKIP  {text}", flush=True)

    def conclude(self):
        skipped = f", {self.skips} cases skipped" if self.skips else ""
        print(f"{'FAIL' if self.failures else 'PASS'}  {self.checks - self.failures} of {self.checks} checks{skipped}")
        return 1 if self.failures else 0


class Program:
    """A running surtitle in a process group of its own. All that it writes comes through one pipe, in its order; what
    was written before the process was killed is read after it."""

    running = set()

    def __init__(self, command, state, on_line=None, prefix=(), environment=None, cwd=None):
        self.lines, self.on_line = [], on_line
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [*map(str, prefix), *map(str, command)],
            env=dict(os.environ, SURTITLE_STATE=str(state), **environment or {}),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, cwd=cwd)
        Program.running.add(self)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            line = line.decode("utf-8", "replace").rstrip("\n")
            try:
                record = json.loads(line) if line.startswith("{") else {"text": line}
            except ValueError:
                record = {"text": line}
            record["seen"] = time.monotonic()
            record["clock"] = time.time()
            self.lines.append(record)
            if self.on_line:
                self.on_line(record)

    def kill(self, number=signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def wait(self, seconds=600):
        """The exit status; minus the signal where one ended it."""
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self.process.wait()
            self.lines.append({"text": f"killed by the script after {seconds} s", "seen": time.monotonic()})
        self.reader.join(20)
        Program.running.discard(self)
        return status

    def stop(self, seconds=90):
        """As a service is stopped."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGTERM)
        return self.wait(seconds)

    def records(self, **members):
        """Lines that have these members."""
        return [line for line in list(self.lines) if all(line.get(name) == value for name, value in members.items())]

    def until(self, condition, seconds):
        """Waits until `condition()` holds; whether it did."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            if self.process.poll() is not None:
                self.reader.join(20)
                return bool(condition())
            time.sleep(0.02)
        return bool(condition())

    @property
    def text(self):
        """All that it wrote, for people who look for what went wrong."""
        own = ("seen", "clock")
        lines = [{name: value for name, value in line.items() if name not in own} for line in list(self.lines)]
        return "\n".join(
            line["text"] if list(line) == ["text"] else json.dumps(line, ensure_ascii=False) for line in lines)

    @classmethod
    def kill_all(cls):
        for program in list(cls.running):
            program.kill()
            program.wait(20)


def sound(path, seconds, mark=0, rate=16000):
    """A sine in a WAV file of 16 bits; no two with other marks have the same contents."""
    path.parent.mkdir(parents=True, exist_ok=True)
    period = struct.pack("<100h", *(int(8000 * (index % 50 - 25) / 25) for index in range(100)))
    frames = int(seconds * rate)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(mark.to_bytes(8, "little"))
        file.writeframes((period * (frames // 100 + 1))[:2 * (frames - 4)])
    return path


def speech(path, start, seconds):
    """A piece of the telephone recording among the samples: 8 kHz, µ-law, as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = (SAMPLES / "Library/Phone/Voice message.wav").read_bytes()
    samples = data[data.index(b"data") + 8:][int(start * 8000):int((start + seconds) * 8000)]
    samples += b"\xff" * (len(samples) % 2)
    form = struct.pack("<4sIHHIIHHH", b"fmt ", 18, 7, 1, 8000, 8000, 1, 8, 0)
    body = b"WAVE" + form + struct.pack("<4sI", b"fact", 4) + struct.pack("<I", len(samples))
    body += struct.pack("<4sI", b"data", len(samples)) + samples
    path.write_bytes(struct.pack("<4sI", b"RIFF", len(body)) + body)


def recogniser(root, seconds=0.0):
    """Options for a recogniser that says at once, or after `seconds`, how much sound it was given, and nothing else."""
    folder = root / "plug-ins" / "fixed-transcript"
    if not folder.exists():
        shutil.copytree(pathlib.Path(__file__).parent / "fixed-transcript", folder)
        shutil.copy(SAMPLES / "Plugins/python-helper/surtitle_plugin.py", folder)
    profile = root / f"fixed-{seconds}.yaml"
    profile.write_text(
        "version: 1\nrecognizer: fixed-transcript\noutputs: [subrip, transcript-json]\n"
        f"plugins:\n  fixed-transcript:\n    seconds: {seconds}\n")
    return ["--plugins", folder.parent, "--profile", profile]


@contextlib.contextmanager
def file_system(root, size):
    """An ext4 file system in a file, mounted; None where that is not possible."""
    root.mkdir(parents=True, exist_ok=True)
    image, mount = root / "image", root / "mount"
    mount.mkdir()
    with open(image, "wb") as file:
        file.truncate(size)
    try:
        subprocess.run(["mkfs.ext4", "-q", image], check=True, capture_output=True)
        subprocess.run(["mount", "-o", "loop", image, mount], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield mount
    finally:
        Program.kill_all()
        subprocess.run(["umount", "-l", mount], check=False)


def shown(path):
    """A path as the program's log shows it: what is no text is written as its bytes."""
    text = os.fsencode(path).decode("utf-8", "surrogateescape")
    return "".join(
        "".join(f"\\x{byte:02X}" for byte in os.fsencode(letter))
        if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text)


def is_result(name):
    return name.endswith(RESULTS)


def results(folder):
    """What is visible of results below `folder`: their paths in it, and their contents."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            if is_result(name) and not name.startswith("."):
                path = os.path.join(place, name)
                with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def leftovers(*folders):
    """Temporary files of surtitle's that are left."""
    found = []
    for folder in folders:
        for place, _, names in os.walk(folder):
            found += [os.path.join(place, name) for name in names if ".surtitle-" in name and name.endswith(".tmp")]
    return found
