"""Files arrive in a library that `surtitle watch` watches, in all the ways in which they do.

The recogniser is a plug-in that says how many samples it was given, so that every result tells whether the file was
complete when it was heard. Shown is that each file is worked on exactly once, when it is complete and has been quiet
for as long as asked for, and under its last name only; the cases:

  copies    slowly (1 MB/s), at one go or with pauses, also longer ones than --quiet-for while the file is held open
  renames   from outside, and from the names that downloads have until they are complete; over a file that is there
  trees     whole trees that are moved in, within the library and out of it again
  thousand  1,000 files at once
  fuse      copies and renames through a FUSE mount (bindfs), and behind its back, as another machine would
  disk      copies, renames and trees on an ext4 file system of its own, in a file

Usage: arrivals.py [--only copies,trees] [--files 1000] [--surtitle PROGRAM]
"""

import os
import pathlib
import random
import shutil
import subprocess
import threading
import time

from endurance import TELLING, Program, file_system, leftovers, recogniser, results, session, sound, start

QUIET = 2.0
RATE = 16000


def main():
    given = start(__doc__, files=1000)
    with session(given) as (root, verdict):
        cases = {
            "copies": copies, "renames": renames, "trees": trees, "thousand": thousand, "fuse": fuse, "disk": disk}
        for name, case in cases.items():
            if not given.only or name in given.only.split(","):
                case(given, root / name, verdict)


class Library:
    """A folder that is watched, and what arrived in it: when it was complete, and how many samples it has."""

    def __init__(self, given, root, folder, verdict, *options):
        self.given, self.root, self.folder, self.verdict = given, root, folder, verdict
        for place in (root, folder):
            place.mkdir(parents=True, exist_ok=True)
        self.state = root / "state"
        self.expected, self.marks = {}, 0
        self.options = recogniser(root)
        self.program = Program(
            [given.surtitle, "watch", folder, "--quiet-for", QUIET, *options, *TELLING, *self.options], self.state)
        self.program.until(lambda: any("watching" in str(line).lower() for line in self.program.lines), 10)

    def source(self, seconds):
        """A file that is nobody's copy, outside of the library but on its file system, and its samples."""
        self.marks += 1
        path = sound(self.folder.parent / "outside" / f"{self.marks}.wav", seconds, self.marks, RATE)
        return path, int(seconds * RATE)

    def arrived(self, path, samples, at=None):
        """`at` is when it was complete, if that is not now."""
        self.expected[str(path)] = (at or time.monotonic(), samples)

    def wait(self, seconds):
        """Until each file is done, or too much time has passed; then for a while, in case that one is done twice."""
        self.program.until(lambda: self.expected.keys() <= self.finished().keys(), seconds)
        time.sleep(2 * QUIET)

    def finished(self):
        finished = {}
        for line in self.program.records(event="file-finished"):
            finished.setdefault(line["path"], []).append(line)
        return finished

    def check(self, name):
        """Each file once, when it was complete."""
        problems, delays, finished = [], [], self.finished()
        started, recognised = {}, {}
        for line in self.program.records(event="file-started"):
            started.setdefault(line["path"], []).append(line["seen"])
        for line in self.program.records(event="stage-started", stage="recognise"):
            recognised.setdefault(line["path"], []).append(line["seen"])
        for path, (complete, samples) in self.expected.items():
            counts = [len(table.get(path, [])) for table in (started, recognised, finished)]
            if counts != [1, 1, 1]:
                problems.append(f"{path} was taken up, heard and finished {counts} times, not once")
                continue
            delay = started[path][0] - complete
            delays.append(delay)
            if delay < QUIET - 0.1:
                problems.append(f"{path} was taken up {delay:.2f} s after it was complete")
            if finished[path][0]["status"] != "done":
                problems.append(f"{path}: {finished[path][0]}")
            text = pathlib.Path(path).with_suffix(".en.srt")
            if not text.exists() or f"samples-{samples}\n" not in text.read_text():
                heard = text.read_text().split()[-1] if text.exists() else "nothing"
                problems.append(f"{path} has {samples} samples; heard were {heard}")
        for path in set(started) - set(self.expected):
            problems.append(f"{path} was taken up")
        for line in self.program.lines:
            if line.get("level") in ("warning", "error", "critical"):
                problems.append(str(line))
        slowest = f", taken up {min(delays):.1f} to {max(delays):.1f} s after they were complete" if delays else ""
        return self.verdict.check(
            not problems, f"{name}: {len(self.expected)} files{slowest}", "\n".join(problems[:12]))

    def end(self, name):
        """The service ends when asked to, and has left nothing to do."""
        status = self.program.stop()
        self.verdict.check(status == 0, f"{name}: the watch ends with 0 when it is stopped", f"it ended with {status}")
        run = Program([self.given.surtitle, "run", self.folder, *TELLING, *self.options], self.state)
        run.wait()
        end = (run.records(event="finished") or [{}])[0]
        self.verdict.check(
            end.get("upToDate") == end.get("files") and end.get("failed") == 0 and not leftovers(self.folder),
            f"{name}: nothing is left to do, no temporary files are left", f"{end} {leftovers(self.folder)}")


# MARK: how files are written


def in_pieces(data, rate=1_000_000):
    """Tenths of a second of a slow connection."""
    for offset in range(0, len(data), rate // 10):
        yield offset, data[offset:offset + rate // 10]
        time.sleep(0.1)


def steady(data, path):
    with open(path, "wb") as file:
        for _, piece in in_pieces(data):
            file.write(piece)
            file.flush()


def with_pauses(data, path, seconds):
    """The file is held open."""
    with open(path, "wb") as file:
        for offset, piece in in_pieces(data):
            file.write(piece)
            file.flush()
            if offset in (500_000, 1_500_000):
                time.sleep(seconds)


def short_pauses(data, path):
    with_pauses(data, path, QUIET / 2)


def long_pauses(data, path):
    with_pauses(data, path, 2.5 * QUIET)


def reopened(data, path):
    """Closed and opened again for every piece."""
    open(path, "wb").close()
    for _, piece in in_pieces(data):
        with open(path, "ab") as file:
            file.write(piece)


def allocated(data, path):
    """Its size is the last one from the beginning, as download programs do it; and it comes in any order."""
    with open(path, "wb") as file:
        os.posix_fallocate(file.fileno(), 0, len(data))
        pieces = [(offset, data[offset:offset + 100_000]) for offset in range(0, len(data), 100_000)]
        random.shuffle(pieces)
        for offset, piece in pieces:
            os.pwrite(file.fileno(), piece, offset)
            time.sleep(0.1)
        time.sleep(1.5 * QUIET)
        os.pwrite(file.fileno(), pieces[0][1], pieces[0][0])


def dated(data, path):
    """The time of the original is set after the file was closed, as `cp -p` and rsync do it."""
    steady(data, path)
    os.utime(path, (10 ** 9, 10 ** 9))


def copy(library, ways, place=None, seen_as=None):
    """One file each way, side by side."""
    def work(way):
        source, samples = library.source(random.uniform(70, 130))
        name = f"{way.__name__} {library.marks}.wav"
        way(source.read_bytes(), (place or library.folder) / name)
        library.arrived((seen_as or place or library.folder) / name, samples)
    threads = [threading.Thread(target=work, args=(way,)) for way in ways]
    for thread in threads:
        thread.start()
        time.sleep(0.3)
    for thread in threads:
        thread.join()


# MARK: cases


def copies(given, root, verdict, folder=None, name="copies"):
    library = Library(given, root, folder or root / "library", verdict)
    (library.folder / "Season 1").mkdir()
    ways = [steady, short_pauses, long_pauses, reopened, allocated, dated]
    copy(library, ways)
    copy(library, ways, library.folder / "Season 1")
    library.wait(30)
    library.check(f"{name}, 1 MB/s, at one go and with pauses")
    library.end(name)


def renames(given, root, verdict, folder=None, name="renames", options=(), seen_as=None):
    """`folder` is where files are renamed, `seen_as` the same folder as it is watched."""
    library = Library(given, root, seen_as or folder or root / "library", verdict, *options)
    place = folder or library.folder
    outside = place.parent / "outside"
    source, samples = library.source(5)
    os.rename(outside / source.name, place / "from outside.wav")
    library.arrived(library.folder / "from outside.wav", samples)

    patterns = ["{}.part", "{}.partial", "{}.!qB", "{}.!ut", "{}.crdownload", "{}.tmp", ".{}", ".{}.Xy12Zw", "{}~",
                "{}.download"]
    for index, pattern in enumerate(patterns):
        source, samples = library.source(10)
        final = f"download {index}.wav"
        shutil.copy(source, place / pattern.format(final))
        library.arrived(library.folder / final, samples, time.monotonic() + 3 * QUIET)
    # They lie there as they are for longer than --quiet-for.
    time.sleep(3 * QUIET)
    for index, pattern in enumerate(patterns):
        final = f"download {index}.wav"
        at = time.monotonic()
        os.rename(place / pattern.format(final), place / final)
        library.arrived(library.folder / final, library.expected[str(library.folder / final)][1], at)
    library.wait(30)
    library.check(f"{name}, from outside and from {len(patterns)} names of unfinished files")

    # Another file in the place of one that is done: it is worked on again, once.
    source, samples = library.source(7)
    before = len(library.program.lines)
    os.replace(outside / source.name, place / "from outside.wav")
    library.program.until(
        lambda: any(line.get("event") == "file-finished" for line in library.program.lines[before:]), 30)
    time.sleep(2 * QUIET)
    news = [line for line in library.program.lines[before:] if line.get("event") == "file-finished"]
    text = results(library.folder).get("from outside.en.srt", b"").decode()
    verdict.check(
        len(news) == 1 and news[0]["status"] == "done" and f"samples-{samples}\n" in text,
        f"{name}: a file that is renamed over one that is done replaces its results", f"{news} {text}")
    library.end(name)


def trees(given, root, verdict, folder=None, name="trees"):
    library = Library(given, root, folder or root / "library", verdict)
    outside = library.folder.parent / "outside"
    inside = [f"Season {index // 20}/Disc {index // 5 % 4}/Episode {index:02}.wav" for index in range(60)]

    def tree(place):
        samples = {}
        for path in inside:
            source, samples[path] = library.source(2)
            (outside / place / path).parent.mkdir(parents=True, exist_ok=True)
            source.rename(outside / place / path)
        return samples

    samples = tree("Show")
    at = time.monotonic()
    os.rename(outside / "Show", library.folder / "Show")
    for path in inside:
        library.arrived(library.folder / "Show" / path, samples[path], at)
    library.wait(60)
    library.check(f"{name}: one is moved in")

    # In and out again before anything is complete.
    tree("Passer-by")
    os.rename(outside / "Passer-by", library.folder / "Passer-by")
    time.sleep(QUIET / 2)
    os.rename(library.folder / "Passer-by", outside / "Passer-by")
    time.sleep(2 * QUIET)
    library.check(f"{name}: one is moved in and out again at once")

    # Within: nothing is heard again, and the results come along.
    os.rename(library.folder / "Show", library.folder / "Other name")
    os.mkdir(library.folder / "Other name/Season 9")
    source, samples["Season 9/late.wav"] = library.source(3)
    late = library.folder / "Other name/Season 9/late.wav"
    os.rename(source, late)
    library.program.until(lambda: str(late) in library.finished(), 30)
    time.sleep(2 * QUIET)
    heard = {line["path"] for line in library.program.records(event="stage-started", stage="recognise")}
    moved = [str(library.folder / "Other name" / path) for path in inside]
    news = [library.finished()[path][0] for path in moved if path in library.finished()]
    alone = [line for line in news if line["status"] not in ("done", "up-to-date")]
    verdict.check(
        not alone, f"{name}: files that were moved with their results are known as done",
        f"{len(alone)} of {len(news)} are not: {alone[:1]}")
    texts = results(library.folder)
    wrong = [path for path, count in samples.items()
             if f"samples-{count}\n".encode() not in texts.get(f"Other name/{path[:-4]}.en.srt", b"")]
    verdict.check(
        not wrong and not heard & set(moved) and len(texts) == 2 * len(samples)
        and all(len(library.finished().get(path, [])) <= 1 for path in moved) and str(late) in heard,
        f"{name}: one is moved within the library, and a file arrives in it",
        f"results are wrong: {wrong}, heard again: {heard & set(moved)}, {len(texts)} results; "
        f"late: {library.finished().get(str(late))}")

    # Out: nothing happens.
    before = len(library.program.lines)
    os.rename(library.folder / "Other name", outside / "Gone")
    time.sleep(2 * QUIET)
    news = [line for line in library.program.lines[before:]
            if line.get("event") or line.get("level") in ("warning", "error")]
    verdict.check(not news and not results(library.folder), f"{name}: one is moved out", news)
    # And in again: what is known of it holds.
    os.rename(outside / "Gone", library.folder / "Back again")
    time.sleep(4 * QUIET)
    heard = library.program.records(event="stage-started", stage="recognise")
    verdict.check(
        len(heard) == len(samples) and len(results(library.folder)) == 2 * len(samples),
        f"{name}: it comes back under another name, and nothing is heard again",
        f"{len(heard)} of {len(samples)} heard, {len(results(library.folder))} results")
    library.end(name)


def thousand(given, root, verdict):
    library = Library(given, root, root / "library", verdict, "--jobs", "4")
    sources = [library.source(1) for _ in range(given.files)]
    for index in range(10):
        (library.folder / f"Folder {index}").mkdir()
    at = time.monotonic()
    for index, (source, samples) in enumerate(sources):
        path = library.folder / f"Folder {index % 10}" / f"File {index:04}.wav"
        os.rename(source, path)
        library.arrived(path, samples, at)
    library.wait(300)
    last = max((line["seen"] for line in library.program.records(event="file-finished")), default=at)
    library.check(f"{given.files} files at once, all done after {last - at:.1f} s")
    library.end("thousand")


def fuse(given, root, verdict):
    if not shutil.which("bindfs"):
        return verdict.skip("fuse: the package bindfs is not installed")
    backing, mount = root / "backing", root / "mount"
    for place in (backing / "library", mount):
        place.mkdir(parents=True)
    server = subprocess.Popen(["bindfs", "-f", backing, mount], stderr=subprocess.PIPE)
    try:
        end = time.monotonic() + 10
        while not os.path.ismount(mount) and time.monotonic() < end and server.poll() is None:
            time.sleep(0.05)
        if not os.path.ismount(mount):
            return verdict.skip(f"fuse: bindfs does not mount: {server.stderr.read().decode().strip()}")
        library = Library(given, root / "1", mount / "library", verdict, "--poll", "1")
        copy(library, [steady, short_pauses, reopened, dated])
        copy(library, [steady, short_pauses, reopened, dated], backing / "library", library.folder)
        library.wait(30)
        library.check("fuse: copies through the mount, and behind its back")
        library.end("fuse, copies")
        (backing / "two").mkdir()
        renames(given, root / "2", verdict, backing / "two", "fuse, behind its back", ("--poll", "1"), mount / "two")
        (backing / "three").mkdir()
        renames(given, root / "3", verdict, mount / "three", "fuse, through the mount", ("--poll", "1"))
    finally:
        Program.kill_all()
        subprocess.run(["fusermount", "-u", mount], check=False)
        server.wait(10)


def disk(given, root, verdict):
    with file_system(root, 1 << 30) as mount:
        if not mount:
            return verdict.skip("disk: no file system in a file can be mounted here; that takes root")
        for name, case in {"copies": copies, "renames": renames, "trees": trees}.items():
            (mount / name).mkdir()
            case(given, root / name, verdict, mount / name / "library", f"disk, {name}")


if __name__ == "__main__":
    main()
