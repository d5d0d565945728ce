"""What goes wrong around surtitle: disks, folders, files, clocks, and other programs of its own.

Each case shows how the program ends, that it says which file and why, that the other files are done, and that the next
run, when all is well again, does what is left:

  full-disk     the disk of some of the media is full, and that of the state directory, from the start or after a while
  read-only     a folder that cannot be written to, for `run` and for `watch`
  unreadable    a file that this user may not read
  vanished      files and folders that are removed, or replaced, before and while they are worked on
  clock         the clock is years off, and jumps while files are worked on and while they arrive
  two-watches   two programs that would watch the same folders
  two-runs      three runs over the same library at once
  mount         a disk that is watched goes away and comes back

Most take root, for mounts of their own; without it they are skipped, and the last line says how many.

Usage: adversity.py [--only full-disk,clock] [--surtitle PROGRAM]
"""

import collections
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from endurance import TELLING, Program, file_system, leftovers, recogniser, results, session, sound, start


def main():
    given = start(__doc__)
    # Mounts of its own, which are gone when it ends, however it ends.
    if os.geteuid() == 0 and "SURTITLE_OWN_MOUNTS" not in os.environ:
        os.environ["SURTITLE_OWN_MOUNTS"] = "1"
        os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv])
    cases = [full_disk, full_state, read_only, unreadable, vanished, clock, two_watches, two_runs, mount]
    with session(given) as (root, verdict):
        for case in cases:
            name = case.__name__.replace("_", "-")
            if not given.only or name in given.only.split(","):
                case(Case(given, root / name, verdict, name))


class Case:
    """A library with a state directory of its own."""

    def __init__(self, given, root, verdict, name):
        self.given, self.root, self.verdict, self.name = given, root, verdict, name
        self.library, self.state = root / "library", root / "state"
        root.mkdir()
        self.options, self.marks = recogniser(root), 0

    def media(self, *paths, seconds=2):
        for path in paths:
            self.marks += 1
            sound(self.library / path, seconds, self.marks)

    def start(self, command, *options, slow=None, **more):
        """`slow` is how many seconds the recogniser takes."""
        recogniser_options = recogniser(self.root, slow) if slow else self.options
        return Program(
            [self.given.surtitle, command, self.library, *options, *recogniser_options], self.state, **more)

    def run(self, *options, **more):
        program = self.start("run", *options, **more)
        return program.wait(120), program

    def expect(self, what, program, status, *texts):
        """The exit status, and what has to be said."""
        missing = [text for text in texts if str(text) not in program.text]
        return self.check(
            program.process.returncode == status and not missing, f"{what}: ends with {status}, says why",
            f"it ended with {program.process.returncode}; not said: {missing}; said was:\n{program.text}")

    def check(self, is_right, text, details=""):
        return self.verdict.check(is_right, f"{self.name}: {text}", details)

    def done(self, what, *paths):
        """These media have both results, whole, and no others have any; nothing else is left."""
        found = {path: data for path, data in results(self.library).items() if data}
        ends = (".en.srt", ".en.surtitle.json")
        wanted = {str(pathlib.Path(path).with_suffix(end)) for path in paths for end in ends}
        return self.check(
            set(found) == wanted and not leftovers(self.library), f"{what}: results of {len(paths)} files are there",
            f"missing: {sorted(wanted - set(found))}, too many: {sorted(set(found) - wanted)}, "
            f"left: {leftovers(self.library)}")

    def completes(self, *paths):
        """The next run does the rest, and the one after it has nothing to do."""
        status, program = self.run()
        self.expect("the next run", program, 0)
        self.done("after it", *paths)
        status, program = self.run("--json")
        end = (program.records(event="finished") or [{}])[0]
        self.check(
            status == 0 and end.get("upToDate") == len(paths), "a third run has nothing to do", program.text)

    def skip_without_root(self):
        if os.geteuid() == 0:
            return False
        self.verdict.skip(f"{self.name}: it takes root")
        return True


@contextlib.contextmanager
def memory_disk(folder, size):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True)
    try:
        yield folder
    finally:
        Program.kill_all()
        subprocess.run(["umount", "-l", folder], check=False)


def fill(folder):
    """Takes all the room there is. The file that has it is returned."""
    path = folder / "filler"
    with contextlib.suppress(OSError), open(path, "wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return path


def full_disk(case):
    if case.skip_without_root():
        return
    with memory_disk(case.library / "Full", "1m") as full:
        case.media("Full/a.wav", "Full/b.wav", "Fine/c.wav", "Fine/d.wav")
        filler = fill(full)
        _, program = case.run()
        case.expect(
            "some folders on a full disk", program, 1, "Full/a", "Full/b", "No space left on device", "make room")
        case.done("other files are done", "Fine/c.wav", "Fine/d.wav")
        filler.unlink()
        case.completes("Full/a.wav", "Full/b.wav", "Fine/c.wav", "Fine/d.wav")


def full_state(case):
    if case.skip_without_root():
        return
    case.media("a.wav", "b.wav", "c.wav")
    case.media("long.wav", seconds=100)
    with memory_disk(case.state, "3m") as state:
        filler = fill(state)
        _, program = case.run()
        case.expect("full from the start", program, 3, case.state, "SURTITLE_STATE")
        case.done("nothing is made")
        filler.unlink()
        _, program = case.run()
        case.expect("no room for the sound of one file", program, 1, "long.wav", "No space left on device", case.state)
        case.done("other files are done", "a.wav", "b.wav", "c.wav")
        case.media("d.wav", "e.wav")
        filler = fill(state)
        _, program = case.run()
        case.check(
            program.process.returncode in (1, 3) and str(case.state) in program.text, "full later on: says so",
            f"{program.process.returncode}: {program.text}")
        filler.unlink()
        subprocess.run(["mount", "-o", "remount,size=64m", state], check=True)
        watch = case.start("watch", "--quiet-for", "0.5", *TELLING)
        watch.until(lambda: len(watch.records(event="file-finished", status="done")) >= 3, 20)
        filler = fill(state)
        case.media("f.wav", "g.wav")
        complains = watch.until(lambda: len(watch.text.split("f.wav")) > 1, 20)
        time.sleep(3)
        filler.unlink()
        lasts = watch.until(lambda: (case.library / "f.en.srt").exists() and (case.library / "g.en.srt").exists(), 60)
        case.check(
            complains and lasts and watch.stop() == 0, "a watch gets over a full one by itself", watch.text[-3000:])
        case.completes("a.wav", "b.wav", "c.wav", "d.wav", "e.wav", "f.wav", "g.wav", "long.wav")
        verify = Program([case.given.surtitle, "store", "verify"], case.state)
        case.check(verify.wait() == 0, "what is stored is whole", verify.text)


def read_only(case):
    case.media("Locked/a.wav", "Locked/b.wav", "Fine/c.wav")
    everything = ["Locked/a.wav", "Locked/b.wav", "Fine/c.wav"]
    if case.skip_without_root():
        return
    locked = case.library / "Locked"
    subprocess.run(["mount", "--bind", locked, locked], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", locked], check=True)
        _, program = case.run()
        case.expect(
            "a file system for reading only", program, 1, "Locked/a.wav", "Locked/b.wav", "read-only", "--output")
        case.done("other files are done", "Fine/c.wav")
        _, program = case.run("--output", locked / "out")
        case.expect("--output on it", program, 1, "Locked/out", "Read-only file system")
        elsewhere = Case(case.given, case.root / "elsewhere", case.verdict, f"{case.name}, --output")
        elsewhere.media("a.wav")
        other = elsewhere.start("watch", "--quiet-for", "0.5", "--output", locked / "out", *TELLING)
        watch = case.start("watch", "--quiet-for", "0.5", *TELLING)
        watch.until(lambda: len(watch.records(event="file-retried")) >= 2, 20)
        retried = {line["path"] for line in watch.records(event="file-retried")}
        case.check(
            retried == {str(locked / "a.wav"), str(locked / "b.wav")}, "watch tries again later", watch.text)
    finally:
        subprocess.run(["umount", locked], check=True)
    watch.until(lambda: len(watch.records(event="file-finished", status="done")) >= 2, 60)
    watch.stop()
    other.until(lambda: other.records(event="file-finished", status="done"), 20)
    other.stop()
    elsewhere.check(len(results(locked / "out")) == 2, "watch gets over it by itself", other.text)
    shutil.rmtree(locked / "out", ignore_errors=True)
    case.done("watch gets over it by itself", *everything)
    case.completes(*everything)

    case.media("Fixed/d.wav")
    fixed = case.library / "Fixed"
    if subprocess.run(["chattr", "+i", fixed], capture_output=True).returncode != 0:
        return case.verdict.skip("read-only: chattr +i does not work on this file system")
    try:
        _, program = case.run()
        case.expect("a folder that must not be changed", program, 1, "Fixed/d.wav", "read-only", "--output")
    finally:
        subprocess.run(["chattr", "-i", fixed], check=True)
    case.completes(*everything, "Fixed/d.wav")


def unreadable(case):
    case.media("a.wav", "Secret/b.wav", "Closed/c.wav", "d.wav")
    prefix = []
    if os.geteuid() == 0:
        prefix = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
        for place, folders, names in os.walk(case.root):
            for name in [".", *folders, *names]:
                os.chown(os.path.join(place, name), 65534, 65534)
    (case.library / "Secret/b.wav").chmod(0)
    (case.library / "Closed").chmod(0)
    more = {"prefix": prefix, "environment": {"HOME": str(case.root)}, "cwd": case.root}
    try:
        _, program = case.run(**more)
        case.expect(
            "a file and a folder that may not be read", program, 1, "Secret/b.wav", "Permission denied", "Closed")
        case.done("other files are done", "a.wav", "d.wav")
    finally:
        (case.library / "Secret/b.wav").chmod(0o644)
        (case.library / "Closed").chmod(0o755)
    _, program = case.run(**more)
    case.expect("the next run", program, 0)
    case.done("after it", "a.wav", "d.wav", "Secret/b.wav", "Closed/c.wav")


def vanished(case):
    case.media("1/before.wav", "2/heard.wav", "3/folder.wav", "4/replaced.wav", "5/stays.wav")
    case.media("6/read.wav", seconds=9000)

    def happens(line):
        path, stage = line.get("path", ""), line.get("stage")
        if line.get("event") == "stage-started" and stage == "recognise":
            if path.endswith("2/heard.wav"):
                (case.library / "2/heard.wav").unlink()
                (case.library / "1/before.wav").unlink(missing_ok=True)
            elif path.endswith("3/folder.wav"):
                shutil.rmtree(case.library / "3")
            elif path.endswith("4/replaced.wav"):
                case.marks += 1
                os.replace(sound(case.root / "other.wav", 3, case.marks), case.library / "4/replaced.wav")
        elif line.get("event") == "progress" and stage == "audio" and path.endswith("6/read.wav"):
            (case.library / "6/read.wav").unlink(missing_ok=True)

    os.rename(case.library / "1/before.wav", case.library / "9-before.wav")
    (case.library / "1").rmdir()
    os.mkdir(case.library / "9")
    os.rename(case.library / "9-before.wav", case.library / "9/before.wav")

    def happens_later(line):
        happens(line)
        if line.get("event") == "stage-started" and line.get("path", "").endswith("2/heard.wav"):
            (case.library / "9/before.wav").unlink(missing_ok=True)

    _, program = case.run("--json", "--jobs", "1", slow=1, on_line=happens_later)
    ends = {line["path"][len(str(case.library)) + 1:]: line for line in program.records(event="file-finished")}
    for path, what in {
        "9/before.wav": "before its turn", "6/read.wav": "while its sound is read",
        "2/heard.wav": "while it is recognised",
        "3/folder.wav": "with its folder, while it is recognised",
    }.items():
        end = ends.get(path, {})
        case.check(
            end.get("status") == "failed" and "gone" in end.get("error", ""),
            f"a file that is removed {what} is told to be gone", json.dumps(end, indent=1))
    end = ends.get("5/stays.wav", {})
    case.check(end.get("status") == "done", "a file that stays is done", end)
    case.check(program.process.returncode == 1, "the run ends with 1", program.process.returncode)
    found = set(results(case.library))
    case.check(
        not {path for path in found if path[0] not in "45"}, "no results are left of files that are gone", found)
    # What was put in its place is another file.
    _, program = case.run(slow=1)
    case.expect("the next run", program, 0)
    text = results(case.library).get("4/replaced.en.srt", b"").decode()
    case.check("samples-48000\n" in text, "a file that was replaced while it was recognised is done anew", text)


def clock(case):
    """The times of files stay right: they come from elsewhere. Only what the program takes for the time is wrong."""
    library = case.root / "wall_clock.so"
    compiler = next(filter(None, map(shutil.which, ("cc", "clang", "gcc"))), None)
    if not compiler:
        return case.verdict.skip("clock: there is no C compiler")
    source = pathlib.Path(__file__).parent / "wall_clock.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    moment = case.root / "moment"
    wrong = {"LD_PRELOAD": str(library), "WALL_CLOCK": str(moment)}

    def jump(years):
        moment.with_suffix(".new").write_text(f"{int(years * 365.25 * 86400)}\n")
        os.replace(moment.with_suffix(".new"), moment)

    def summary(*more, **others):
        status, program = case.run(*TELLING, *more, **others)
        return status, (program.records(event="finished") or [{}])[0], {
            int(line["time"][:4]) - time.gmtime().tm_year for line in program.lines if "time" in line}

    names = [f"{index}.wav" for index in range(10)]
    case.media(*names)
    case.run()
    for years in (3, -3):
        jump(years)
        status, end, _ = summary(environment=wrong)
        case.check(
            (status, end.get("upToDate")) == (0, len(names)), f"{years:+} years: all is up to date", f"{status}, {end}")
        names.append(f"new {years}.wav")
        case.media(names[-1])
        status, end, seen = summary(environment=wrong)
        case.check(
            (status, end.get("done"), seen) == (0, 1, {years}), f"{years:+} years: a new file is done",
            f"{status}, {end}, {seen}")
    status, end, _ = summary()
    case.check(end.get("upToDate") == len(names), "the clock is right again: all is up to date", end)

    more = [f"jump {index}.wav" for index in range(12)]
    case.media(*more)
    jump(0)
    plan, done = {3: 1, 6: -2, 9: 0}, []

    def jumps(line):
        if line.get("event") == "file-finished" and line["status"] == "done":
            done.append(line["path"])
            if len(done) in plan:
                jump(plan[len(done)])

    run = case.start("run", *TELLING, "--jobs", "1", environment=wrong, on_line=jumps)
    status = run.wait(60)
    years = {line["time"][:4] for line in run.lines if "time" in line}
    case.check(
        status == 0 and len(years) == 3 and len(done) == len(set(done)) == len(more),
        "it jumps forwards and back during a run: all is done, once", f"{status}, {years}: {run.text[-2000:]}")
    names += more

    watch = case.start("watch", "--quiet-for", "2", *TELLING, environment=wrong)
    time.sleep(3)
    problems = []
    for years in (1, -2, 0):
        names.append(f"arrives {years}.wav")
        case.marks += 1
        data = sound(case.root / "data.wav", 60, case.marks).read_bytes()
        with open(case.library / names[-1], "wb") as file:
            for offset in range(0, len(data), 400_000):
                file.write(data[offset:offset + 400_000])
                file.flush()
                time.sleep(0.8)
                jump(years)
        complete, path = time.monotonic(), str(case.library / names[-1])
        watch.until(lambda: watch.records(event="file-finished", path=path), 20)
        time.sleep(2)
        started = [line["seen"] - complete for line in watch.records(event="file-started", path=path)]
        text = results(case.library).get(f"{names[-1][:-4]}.en.srt", b"").decode()
        if len(started) != 1 or not 1.9 < started[0] < 5 or "samples-960000\n" not in text:
            problems.append(f"{names[-1]}: taken up {started} s after it was complete, {text}")
    case.check(
        watch.stop() == 0 and not problems, "it jumps while files arrive: each is done once, when it is complete",
        f"{problems} {watch.text[-2000:]}")
    status, end, _ = summary()
    case.check(end.get("upToDate") == len(names), "all is up to date at the end", end)


def two_watches(case):
    case.media("Show/a.wav")
    first = case.start("watch", "--quiet-for", "0.5", *TELLING)
    first.until(lambda: first.records(event="file-finished"), 20)
    for place in (case.library, case.library / "Show", case.library.parent):
        second = Program(
            [case.given.surtitle, "watch", place, "--quiet-for", "0.5", *case.options], case.state)
        second.wait(20)
        case.expect(
            f"a second one, of {os.path.relpath(place, case.root)}", second, 3, "another surtitle watches", case.library)
        case.check(
            not any(line.get("text", "").startswith("watching") for line in second.lines),
            "it does not say that it watches", second.text)
    case.media("Show/b.wav")
    first.until(lambda: len(first.records(event="file-finished")) >= 2, 20)
    case.check(first.stop() == 0, "the first one goes on, and ends with 0", first.text)
    third = case.start("watch", "--quiet-for", "0.5", *TELLING)
    case.media("Show/c.wav")
    third.until(lambda: third.records(event="file-finished", status="done"), 20)
    case.check(third.stop() == 0, "after it another one can watch", third.text)
    # One that is killed leaves nothing that keeps others from it.
    fourth = case.start("watch", "--quiet-for", "0.5", *TELLING)
    time.sleep(2)
    fourth.kill()
    fourth.wait()
    fifth = case.start("watch", "--quiet-for", "0.5", *TELLING)
    case.media("Show/d.wav")
    fifth.until(lambda: fifth.records(event="file-finished", status="done"), 20)
    case.check(fifth.stop() == 0, "after one that was killed another one can watch", fifth.text)
    case.completes("Show/a.wav", "Show/b.wav", "Show/c.wav", "Show/d.wav")


def two_runs(case):
    names = [f"{index // 10}/{index}.wav" for index in range(60)]
    case.media(*names)
    # Copies, which share what is heard.
    for index in range(10):
        shutil.copy(case.library / names[index], case.library / f"{index}/copy.wav" if index < 6 else case.library)
    media = [os.path.relpath(os.path.join(place, name), case.library)
             for place, _, found in os.walk(case.library) for name in found]
    programs = [case.start("run", *TELLING, slow=0.1) for _ in range(3)]
    statuses = [program.wait(120) for program in programs]
    case.check(statuses == [0, 0, 0], "three at once end with 0",
               "\n".join(program.text[-1000:] for program in programs))
    lines = [line for program in programs for line in program.lines]
    stages = collections.Counter(
        (line["stage"], line["key"]) for line in lines if line.get("message") == "Stage done")
    written = collections.Counter(
        (line["media"], line["stage"]) for line in lines if line.get("message") == "File written")
    twice = [entry for entry, count in (stages + written).items() if count > 1]
    shares = [len(program.records(message="Stage done", stage="recognise")) for program in programs]
    case.check(
        not twice and sum(shares) == len(names) and len(written) == 2 * len(media),
        f"{len(names)} different files among {len(media)} are heard once each ({' + '.join(map(str, shares))}), "
        f"and {len(written)} results written once", twice)
    case.done("at the end", *media)


def mount(case):
    with file_system(case.root / "disk", 64 << 20) as place:
        if not place:
            return case.verdict.skip("mount: no file system in a file can be mounted here; that takes root")
        case.library = place
        image = case.root / "disk/image"
        case.media("a.wav", "Show/b.wav", "Show/c.wav")
        watch = case.start("watch", "--quiet-for", "1.5", *TELLING)
        watch.until(lambda: len(watch.records(event="file-finished", status="done")) >= 3, 30)
        time.sleep(1)
        # It arrives, and the disk goes before it has been quiet for long enough.
        case.media("Show/late.wav")
        time.sleep(0.5)
        before = len(watch.lines)
        subprocess.run(["umount", place], check=True)
        # What lies where the disk was belongs to another one.
        case.media("stray.wav")
        time.sleep(6)
        news = watch.lines[before:]
        case.check(
            watch.process.poll() is None and not [line for line in news if line.get("event")]
            and any("away" in line.get("message", "") for line in news),
            "a disk goes away: the watch says so, goes on, and takes nothing for its", watch.text)
        collect = Program([case.given.surtitle, "store", "gc", "--older-than", "0"], case.state)
        case.check(collect.wait() == 0 and collect.text.startswith("0 files forgotten"), "nothing of it is forgotten",
                   collect.text)
        (place / "stray.wav").unlink()
        before = len(watch.lines)
        subprocess.run(["mount", "-o", "loop", image, place], check=True)
        late = str(place / "Show/late.wav")
        watch.until(lambda: watch.records(event="file-finished", path=late), 30)
        time.sleep(2)
        case.media("Show/after.wav")
        after = str(place / "Show/after.wav")
        watch.until(lambda: watch.records(event="file-finished", path=after), 30)
        time.sleep(3)
        news = watch.lines[before:]
        ends = collections.Counter(
            (line["path"], line["status"]) for line in news if line.get("event") == "file-finished")
        case.check(
            ends == {(late, "done"): 1, (after, "done"): 1} and any("back" in line.get("message", "") for line in news),
            "it comes back: what had arrived, and what arrives, is done once, nothing else again", news)
        case.check(watch.stop() == 0, "the watch ends with 0", watch.text[-1000:])
        case.completes("a.wav", "Show/b.wav", "Show/c.wav", "Show/late.wav", "Show/after.wav")


if __name__ == "__main__":
    main()
