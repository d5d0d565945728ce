"""surtitle is killed at random moments, again and again, while it works on a library of 30 files.

Three runs that nobody disturbs give the bytes that every result must have, with three settings. Then `run`, `watch`, or
two programs at once work on a copy of the library, and get SIGKILL at a random time or after a random line of what they
tell. What was not done goes on in the next round; what is done is partly removed, made with other settings, or begun
anew with a fresh copy and a fresh state directory. Shown is that

- no result was ever visible in part: none is written to under its visible name, and whenever one appears or is looked
  at, its bytes are those of the undisturbed run;
- no stage came to its end twice for the same key, no result was written twice for the same key;
- a run at the end of every library succeeds, all results are those of the undisturbed run, no temporary files are left,
  what is stored is whole, and the index has every file once, with the rows that what is stored gives.

Usage: kill.py [--kills 200] [--seed 1] [--surtitle PROGRAM]
"""

import base64
import collections
import ctypes
import multiprocessing
import os
import random
import select
import shutil
import signal
import struct
import threading
import time

from endurance import (
    ODD_NAMES, SAMPLES, TELLING, Program, is_result, leftovers, results, session, shown, speech, start)

SETTINGS = {
    "plain": "",
    "short lines": "cueing: { maximumLineLength: 24 }\n",
    "wide beam": "plugins: { whisper: { beamSize: 2 } }\n",
}
STAGES = {
    ".srt": "subrip", ".vtt": "webvtt", ".ttml": "ttml", ".surtitle.json": "transcript-json",
    ".transcribe.json": "amazon-transcribe-json"}
FILES = 30
# Of one library, until it is finished, looked at, and begun anew.
KILLS_OF_A_LIBRARY = 25


def main():
    given = start(__doc__, kills=200)
    with session(given) as (root, verdict):
        media = library(root / "pristine")
        expected = {name: undisturbed(given, root, name, verdict) for name in SETTINGS}
        same = len({frozenset(found) for found, _ in expected.values()}) == 1
        verdict.check(
            same and len(expected["plain"][0]) == FILES * len(STAGES),
            f"{FILES} files undisturbed, with {len(SETTINGS)} settings: {len(expected['plain'][0])} results each")
        whole = Whole(given, root, media, expected, verdict)
        number = 0
        while whole.kills < given.kills and verdict.failures < 5:
            number += 1
            whole.work_on(root / f"library-{number}", root / f"state-{number}", given.kills)
        whole.conclude(number)


def library(folder):
    """Pieces of one recording, in folders, some with odd names; and the samples in their containers."""
    shutil.copytree(SAMPLES / "Library", folder, ignore=shutil.ignore_patterns("README.md"))
    count = FILES - sum(len(names) for _, _, names in os.walk(folder))
    for index in range(count):
        name = ODD_NAMES[index] if index < len(ODD_NAMES) else f"Message {index:02}"
        place = folder / "Phone" / ["", "Monday", "Two words/deep/er"][index % 3]
        speech(place / f"{name}.wav", start=round(index * 18 / count, 2), seconds=random.choice([3, 4, 5, 6]))
    return [os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names]


def profile(root, setting):
    path = root / f"{setting}.yaml"
    path.write_text("version: 1\ninherits: subtitles\n" + SETTINGS[setting])
    return ["--profile", path]


def undisturbed(given, root, setting, verdict):
    """The results by their paths, and the key of each."""
    folder, state = root / f"undisturbed {setting}", root / f"undisturbed state {setting}"
    shutil.copytree(root / "pristine", folder)
    program = Program([given.surtitle, "run", folder, *TELLING, *profile(root, setting)], state)
    verdict.check(program.wait() == 0, f"a run that nobody disturbs, {setting}", program.text[-2000:])
    keys = {(line["media"][len(str(folder)):], line["stage"]): line["key"]
            for line in program.records(message="File written")}
    return results(folder), keys


class Whole:
    """What is counted over all libraries."""

    def __init__(self, given, root, media, expected, verdict):
        self.given, self.root, self.media, self.expected, self.verdict = given, root, media, expected, verdict
        self.allowed = collections.defaultdict(set)
        for found, _ in expected.values():
            for path, data in found.items():
                self.allowed[path].add(data)
        self.kills, self.programs, self.stages, self.written = 0, 0, 0, 0
        self.moments = collections.Counter()
        self.seen = collections.Counter()
        self.errors, self.left_in_store = [], []

    def work_on(self, folder, state, limit):
        """Kills until the library is used up, then looks at what came of it."""
        shutil.copytree(self.root / "pristine", folder)
        self.folder, self.state = folder, state
        # Results lie beside their media, or in the same tree elsewhere.
        self.output = random.choice([folder, folder.with_name(folder.name + " results")])
        for place, _, _ in os.walk(folder):
            (self.output / os.path.relpath(place, folder)).mkdir(parents=True, exist_ok=True)
        # How often each stage came to its end for each key; the results that were written and not taken away.
        self.ends, self.present = collections.Counter(), set()
        self.setting = random.choice(list(SETTINGS))
        self.errors = []
        end, report = multiprocessing.Event(), multiprocessing.SimpleQueue()
        observer = multiprocessing.Process(target=observe, args=(self.output, self.allowed, end, report), daemon=True)
        observer.start()
        first = self.kills
        while self.kills < limit and self.kills - first < KILLS_OF_A_LIBRARY and not self.errors:
            if self.round():
                self.find_work()
        self.last_run()
        end.set()
        seen, errors = report.get()
        observer.join()
        self.seen.update(seen)
        self.errors += errors
        self.verdict.check(
            not self.errors, f"{folder.name}: {self.kills - first} kills, last with {self.setting}, results "
            + ("beside the media" if self.output == folder else "in another folder"),
            "\n".join(self.errors[:20]))
        if not self.given.keep:
            shutil.rmtree(folder)
            shutil.rmtree(self.output, ignore_errors=True)
            shutil.rmtree(state)

    def round(self):
        """One or two programs, killed if they do not end before. Whether all was done by one."""
        modes = random.choice([["run"], ["run"], ["run"], ["watch"], ["run", "run"], ["run", "watch"]])
        programs = []
        for mode in modes:
            command = [*self.command(mode), "--jobs", random.choice("1234")]
            if mode == "watch":
                command += ["--quiet-for", "0.1"]
            programs.append(Program(command, self.state, on_line=(moment := Moment())))
            moment.program = programs[-1]
            moment.ready.set()
        is_done = False
        for mode, program in zip(modes, programs):
            program.wait(60)
        for mode, program in zip(modes, programs):
            program.on_line.timer.cancel()
            status = program.process.returncode
            self.programs += 1
            if status == -signal.SIGKILL:
                self.kills += 1
                self.moments.update(moments_of(program))
            elif status == 0 and mode == "run":
                is_done = True
            else:
                self.errors.append(f"{mode} ended with {status}: {program.text[-1000:]}")
        self.account(programs)
        if is_done:
            self.compare(f"after a run that ended before it was killed, {self.setting}")
        return is_done

    def command(self, mode):
        output = ["--output", self.output] if self.output != self.folder else []
        return [self.given.surtitle, mode, self.folder, *output, *TELLING, *profile(self.root, self.setting)]

    def account(self, programs):
        for line in sorted((line for program in programs for line in program.lines), key=lambda line: line["seen"]):
            if line.get("message") == "Stage done":
                self.stages += 1
                # The sound is not kept: it is decoded again for other settings of recognition.
                end = (line["stage"], line["key"], line["stage"] == "audio" and self.setting == "wide beam")
                self.ends[end] += 1
                if self.ends[end] > 1:
                    self.errors.append(f"stage {end} came to its end again, for {line['media']}")
            elif line.get("message") == "File written":
                self.written += 1
                result = (line["media"][len(str(self.folder)):], line["stage"], line["key"])
                if result in self.present:
                    self.errors.append(f"{result} was written twice")
                self.present.add(result)

    def find_work(self):
        """After all was done: takes some results away, or changes the settings."""
        if random.random() < 0.6:
            self.setting = random.choice([setting for setting in SETTINGS if setting != self.setting])
            keys = self.expected[self.setting][1]
            self.present = {result for result in self.present if keys.get(result[:2]) == result[2]}
            return
        for medium in random.sample(self.media, random.randint(1, 20)):
            for suffix in random.sample(list(STAGES), random.randint(1, len(STAGES))):
                for path in self.results_of(medium, suffix):
                    os.unlink(path)
                place = shown("/" + medium)
                self.present = {result for result in self.present if result[:2] != (place, STAGES[suffix])}

    def results_of(self, medium, suffix):
        base = os.path.splitext(os.path.basename(medium))[0]
        folder = os.path.join(self.output, os.path.dirname(medium))
        return [os.path.join(folder, name) for name in os.listdir(folder)
                if name.startswith(base + ".") and name.endswith(suffix)]

    def last_run(self):
        program = Program(self.command("run"), self.state)
        if (status := program.wait()) != 0:
            self.errors.append(f"the last run ended with {status}: {program.text[-1000:]}")
        self.account([program])
        self.compare("at the end")
        again = Program(self.command("run"), self.state)
        again.wait()
        end = (again.records(event="finished") or [{}])[0]
        if end.get("upToDate") != FILES:
            self.errors.append(f"a run after the last has something to do: {end}")
        verify = Program([self.given.surtitle, "store", "verify"], self.state)
        if verify.wait() != 0:
            self.errors.append(f"store verify: {verify.text}")
        index = Program([self.given.surtitle, "index", "verify"], self.state)
        if index.wait() != 0 or f"{FILES} files, all as they are stored" not in index.text:
            self.errors.append(f"index verify: {index.text}")
        self.left_in_store += leftovers(self.state / "layers")
        left = leftovers(self.folder, self.output)
        left += [os.path.join(self.state, part, name) for part in ("work", "claims")
                 for name in os.listdir(self.state / part)]
        if left:
            self.errors.append("left behind at the end: " + ", ".join(sorted(left)))

    def compare(self, when):
        found, wanted = results(self.output), self.expected[self.setting][0]
        for path in sorted(set(found) | set(wanted)):
            if found.get(path) != wanted.get(path):
                state = "is missing" if path not in found else "is there" if path not in wanted else "differs"
                self.errors.append(f"{path} {state}, {when}")

    def conclude(self, libraries):
        print(f"{self.kills} programs of {self.programs} were killed, over {libraries} libraries of {FILES} files; "
              "what those were at, some at two:")
        for moment, count in self.moments.most_common():
            print(f"  {count:5}  {moment}")
        self.verdict.check(self.kills >= self.given.kills, f"{self.kills} kills")
        self.verdict.check(
            not self.left_in_store, "no temporary files are left among the stored results",
            "\n".join(self.left_in_store))
        print(f"{self.stages} stages came to their end; {self.written} results were written; "
              f"{self.seen['events']} times one appeared, and "
              f"{self.seen['looks']} times one was read in {self.seen['rounds']} looks at all")


class Moment:
    """When a program is killed: after some time, or some time after a line of what it tells."""

    def __init__(self):
        self.program, self.ready = None, threading.Event()
        self.line, self.pause = None, 0
        kind = random.random()
        if kind < 0.35:
            limit = random.choice([0.3, 0.6, 1, 3])
            seconds = random.uniform(0, limit)
        else:
            seconds = 8
            self.line = random.choice([
                {"event": "file-started"}, {"event": "stage-started", "stage": "audio"}, {"event": "progress"},
                {"event": "stage-started", "stage": "recognise"}, {"message": "Stage done", "stage": "recognise"},
                {"message": "Stage done", "stage": "audio"}, {"message": "File written"}, {"message": "File written"},
                {"event": "stage-started", "stage": "index"}, {"message": "File indexed"}, {"event": "file-finished"}])
            self.count = int(random.expovariate(1 / 4)) + 1
            self.pause = random.choice([0, 0, random.uniform(0, 0.005), random.uniform(0, 0.1)])
        self.timer = threading.Timer(seconds, self.kill)
        self.timer.daemon = True
        self.timer.start()

    def kill(self):
        self.ready.wait()
        self.program.kill()

    def __call__(self, line):
        if self.line and all(line.get(name) == value for name, value in self.line.items()):
            self.count -= 1
            if self.count == 0:
                time.sleep(self.pause)
                self.kill()


def moments_of(program):
    """What a killed program was at, by the last that it told of each file in work."""
    if not program.lines:
        return {"starting"}
    files = {}
    for line in program.lines:
        path = line.get("media") or line.get("path")
        if "pathBase64" in line:
            path = os.fsdecode(base64.b64decode(line["pathBase64"]))
        told = line.get("event") or line.get("message")
        if told == "file-finished":
            files.pop(shown(path), None)
        elif told == "file-started":
            files[shown(path)] = "opening a file"
        elif told in ("stage-started", "progress"):
            files[shown(path)] = {"audio": "reading the sound", "recognise": "recognising", "index": "indexing"}[line["stage"]]
        elif told in ("Stage done", "File written"):
            files[shown(path)] = "writing results"
    return set(files.values()) or {"between files, or waiting for some"}


def observe(folder, allowed, end, report):
    """In a process of its own: waits for every change of the folders, and reads all results all the time."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK)
    modify, moved_to, create = 0x2, 0x80, 0x100
    places = {}
    for place, _, _ in os.walk(folder):
        watch = libc.inotify_add_watch(descriptor, os.fsencode(place), modify | moved_to | create)
        places[watch] = place
    seen, errors = collections.Counter(), []

    def look(path, why):
        try:
            with open(path, "rb") as file:
                data = file.read()
        except FileNotFoundError:
            return
        seen["looks"] += 1
        if data not in allowed[os.path.relpath(path, folder)]:
            errors.append(f"{path} has {len(data)} bytes that no undisturbed run wrote, {why}")

    while not end.is_set():
        ready, _, _ = select.select([descriptor], [], [], 0.02)
        data = os.read(descriptor, 1 << 20) if ready else b""
        while data:
            watch, mask, _, length = struct.unpack_from("<iIII", data)
            name = os.fsdecode(data[16:16 + length].rstrip(b"\0"))
            data = data[16 + length:]
            if watch < 0:
                errors.append("the observer was too slow and missed events")
            if not is_result(name) or name.startswith("."):
                continue
            path = os.path.join(places[watch], name)
            if mask & modify:
                errors.append(f"{path} was written to under its visible name")
            else:
                seen["events"] += 1
                look(path, "when it appeared")
        for path in results(folder) if seen["rounds"] % 5 == 0 else ():
            look(os.path.join(folder, path), "when it was looked at")
        seen["rounds"] += 1
    report.put((seen, errors))


if __name__ == "__main__":
    main()
