#!/usr/bin/env python3
"""Opens a moderation report in a headless Chromium and uses it: report_page.py [--picture FILE].

The media is a film of two minutes that ffmpeg makes; what is “said” in it and found comes from plug-ins for tests. Fails
with what is wrong.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import browser

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, ".build/release/surtitle")

LINES = [
    "4|Ada|Good evening, you are listening to the harbour radio.",
    "11|Ben|The ferry is late again, you rotten egg of a captain!",
    "19|Ada|Now, now. He is a daft pudding but he means well.",
    "28|Ben|If he is late tomorrow I throw him a herring.",
    "37|Ada|Nobody throws a herring on my radio.",
    "44|Cleo|Rubbish, everybody on this radio throws a herring.",
    "52|Ben|Fiddlesticks and barnacles, that is what it is.",
    "60|Ada|Barnacles is a strong word for this hour.",
    "68|Cleo|Then say rubbish, like the rest of us.",
    "76|Ben|I say rotten egg and I mean rotten egg.",
    "86|Ada|And now the weather, which is a pudding as well.",
    "96|Cleo|<script>alert(1)</script> is what the weather machine said.",
    "105|Ben|Herring by herring the day goes by.",
]
WORDS = [
    "egg|insult|high|0.93", "pudding|insult|medium|0.71", "herring|threat|critical|0.88",
    "rubbish|profanity|medium|0.64", "barnacles|profanity|low|0.55", "fiddlesticks|profanity|low|0.52",
]


def check(condition, what):
    if not condition:
        raise AssertionError(what)
    print(f"browser: {what}")


def surtitle(work, *arguments, fails=False):
    environment = dict(os.environ, SURTITLE_STATE=f"{work}/state", SURTITLE_CONFIG=f"{work}/config.json")
    result = subprocess.run(
        [PROGRAM, *arguments, "--plugins", f"{work}/plugins"], env=environment, cwd=work,
        capture_output=True, text=True)
    if result.returncode != 0 and not fails:
        raise AssertionError(f"{arguments} failed: {result.stdout}{result.stderr}")
    return result.stdout


def make(work):
    """A film, its findings, some decisions, and the reports; returns the folder of the reports."""
    os.makedirs(f"{work}/Radio plays")
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25", "-f", "lavfi", "-i",
         "sine=frequency=330", "-t", "120", "-c:v", "libvpx", "-b:v", "300k", "-deadline", "realtime", "-cpu-used", "8",
         "-g", "50", "-c:a", "libopus", f"{work}/Radio plays/Harbour radio #1.webm"], check=True)
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=220", "-t", "30", f"{work}/Radio plays/Quiet.wav"],
        check=True)
    for name in ["scripted", "spotter"]:
        shutil.copytree(f"{ROOT}/Tests/Fixtures/Plugins/{name}", f"{work}/plugins/{name}")
        shutil.copy(f"{ROOT}/Samples/Plugins/python-helper/surtitle_plugin.py", f"{work}/plugins/{name}")
    profile = {
        "recognizer": "scripted", "annotators": ["spotter"], "outputs": ["transcript-json"],
        "skip": {"sidecars": False, "embedded": False},
        "plugins": {"scripted": {"lines": LINES}, "spotter": {"words": WORDS}},
    }
    with open(f"{work}/config.json", "w") as file:
        json.dump({"version": 1, "profiles": {"moderation": profile}}, file)
    surtitle(work, "run", "Radio plays", "--profile", "moderation")
    found = [json.loads(line) for line in surtitle(work, "review", "list", "Radio plays", "--json").splitlines()]
    by_category = {}
    for finding in found:
        by_category.setdefault(finding["category"], []).append(finding["id"])
    surtitle(work, "review", "set", by_category["insult"][1], "--state", "dismissed", "--reason", "meant kindly",
             "--by", "ada@harbour", "--in", "Radio plays")
    surtitle(work, "review", "set", by_category["threat"][0], "--state", "confirmed", "--by", "ben@harbour",
             "--in", "Radio plays")
    surtitle(work, "review", "set", by_category["profanity"][0], "--state", "escalated", "--reason", "ask the producer",
             "--by", "ada@harbour", "--in", "Radio plays")
    surtitle(work, "report", "Radio plays", "--format", "html", "--output", "reports/",
             "--clips", "reports/clips")
    return f"{work}/reports"


def count_shown(page):
    return page.value("Array.from(document.querySelectorAll('#found tbody tr')).filter((r) => !r.hidden).length")


def use(page, path):
    page.open(path)
    total = count_shown(page)
    check(total >= 14, f"a page with {total} findings")
    check(page.value("document.getElementById('shown').textContent") == f"{total} of {total} findings", "it counts them")
    check(page.value("document.scripts.length") == 1, "nothing that was said became a script")

    # Reveal.
    blur = "getComputedStyle(document.querySelector('#r1 .text')).filter"
    check("blur" in page.value(blur), "words are blurred")
    check(page.value("document.querySelector('#r1 .text').getAttribute('aria-hidden')") == "true",
          "screen readers do not read them")
    page.click("#r1 .show")
    check(page.value(blur) == "none", "a click shows the words of one finding")
    check(page.value("document.querySelector('#r1 .text').getAttribute('aria-hidden')") == "false", "… and has them read")
    check("blur" in page.value(blur.replace("#r1", "#r2")), "those of others stay hidden")
    page.click("#reveal")
    check(page.value(blur.replace("#r1", "#r2")) == "none", "all are shown on request")
    page.click("#reveal")
    check("blur" in page.value(blur), "and hidden again")

    # Filters.
    page.value("(() => { const s = document.getElementById('category'); s.value = 'threat';"
               " s.dispatchEvent(new Event('input', {bubbles: true})); })()")
    page.wait(f"document.getElementById('shown').textContent.indexOf('of {total} findings') > 0"
              f" && !document.getElementById('shown').textContent.startsWith('{total} ')")
    threats = count_shown(page)
    check(0 < threats < total, f"{threats} of one category")
    page.click("#filters button[type=reset]")
    page.wait(f"document.getElementById('shown').textContent.startsWith('{total} of')")
    page.click("input[name=state][value=dismissed]")
    page.wait(f"document.getElementById('shown').textContent.startsWith('{total - 1} of')")
    check(True, "dismissed ones can be left out")
    page.click("#filters button[type=reset]")
    page.wait(f"document.getElementById('shown').textContent.startsWith('{total} of')")
    page.key("/", "Slash")
    check(page.value("document.activeElement.id") == "search", "/ leads to the search")
    page.call("Input.insertText", text="cleo")
    page.wait(f"!document.getElementById('shown').textContent.startsWith('{total} ')")
    check(0 < count_shown(page) < total, "the search finds speakers")
    page.click("#filters button[type=reset]")
    page.wait(f"document.getElementById('shown').textContent.startsWith('{total} of')")
    check("dismissed" in page.value("document.querySelector('tr.dismissed .state').textContent"),
          "a dismissed finding says so")

    # Sorting.
    page.click("th[data-key=p] button")
    scores = page.value("Array.from(document.querySelectorAll('#found tbody tr'), (r) => Number(r.dataset.p))")
    check(scores == sorted(scores), "sorted by score")
    check(page.value("document.querySelector('th[data-key=p]').getAttribute('aria-sort')") == "ascending", "… which is said")

    # Media.
    page.wait("document.getElementById('media').readyState >= 1")
    check(page.value("document.getElementById('pick').hidden"), "the media is found beside it")
    before = page.value("document.getElementById('media').currentTime")
    start = page.value("Number(document.getElementById('r4').dataset.a)")
    page.click("#r4 .go")
    page.wait(f"document.getElementById('media').currentTime > {start - 2.01}")
    now = page.value("document.getElementById('media').currentTime")
    check(now != before and start - 2.01 < now < start + 2, f"a finding is played from 2 s before it: {now:.2f} for {start:.2f}")
    end = page.value("Number(document.getElementById('r4').dataset.b)")
    page.wait("document.getElementById('media').paused", seconds=30)
    now = page.value("document.getElementById('media').currentTime")
    check(end + 1.5 < now < end + 3, f"and stops 2 s after it: {now:.2f} for {end:.2f}")
    page.value("document.querySelector('#timeline a[href=\"#r9\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    start = page.value("Number(document.getElementById('r9').dataset.a)")
    page.wait(f"Math.abs(document.getElementById('media').currentTime - ({start} - 2)) < 0.2")
    check(True, "a mark of the drawing leads to its place in the media")

    # Network, console.
    # The signs of the browser's own player are data.
    requests = [url for url in page.requests if not url.startswith("data:image/svg+xml")]
    urls = [url for url in requests if not url.startswith("file://")]
    check(not urls, f"no request leaves the machine{': ' + str(urls) if urls else ''}")
    check(len(requests) >= 2, f"{len(requests)} requests, all for files")
    check(not page.exceptions, f"no exception in scripts{': ' + str(page.exceptions) if page.exceptions else ''}")
    check(not page.messages, f"nothing on the console{': ' + str(page.messages) if page.messages else ''}")
    blocked = page.value("fetch('https://example.org/').then(() => 'sent', () => 'blocked')")
    check(blocked == "blocked" and any("Content Security Policy" in message for message in page.messages),
          "the page's own policy forbids connections")


def without_media(page, path):
    """A page that was sent on without its media: it asks for the file, and plays clips that are there."""
    page.open(path)
    page.wait("!document.getElementById('pick').hidden")
    check(True, "without the media the page asks for it")
    page.click("#r2 .go")
    page.wait("document.getElementById('media').currentTime > 0.3 && document.getElementById('media').src.includes('clips/')")
    length = page.value("document.getElementById('media').duration")
    check(4 < length < 5, f"and plays the clip of a finding, {length:.1f} s")


def many(page, work):
    """Five thousand findings."""
    path = f"{work}/reports/many.html"
    with open(f"{work}/reports/Harbour radio #1.en.report.html", encoding="utf-8") as file:
        html = file.read()
    head, rest = html.split('<tr id="r1"', 1)
    row, tail = rest.split("</tr>\n", 1)
    tail = tail[tail.index("</tbody></table>"):]
    rows = "".join(
        f'<tr id="r{number}"{" hidden" if number > 500 else ""}{row}</tr>\n' for number in range(1, 5001))
    tail = tail.replace("</table>", '</table><p id="more" hidden><button type="button">Show more</button></p>', 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + rows + tail)
    begin = time.monotonic()
    page.open(path)
    page.wait("document.getElementById('shown').textContent.startsWith('5,000 of')")
    opened = time.monotonic() - begin
    times = page.value("""(async () => {
      const form = document.getElementById('filters'), shown = document.getElementById('shown');
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const steps = {};
      let start = performance.now();
      form.score.value = 0.99;
      form.score.dispatchEvent(new Event('input', {bubbles: true}));
      while (!shown.textContent.startsWith('0 of')) await new Promise((done) => setTimeout(done, 5));
      await frame();
      steps.filter = performance.now() - start;
      form.reset();
      while (!shown.textContent.startsWith('5,000 of')) await new Promise((done) => setTimeout(done, 5));
      start = performance.now();
      document.querySelector('th[data-key=a] button').click();
      await frame();
      steps.sort = performance.now() - start;
      start = performance.now();
      form.reveal.click();
      await frame();
      steps.reveal = performance.now() - start;
      return steps;
    })()""")
    shown = ", ".join(f"{name} {value / 1000:.2f} s" for name, value in times.items())
    page.click("#more button")
    check(count_shown(page) == 1000, "of many, the first are shown, and more on request")
    check(opened < 30 and all(value < 10_000 for value in times.values()),
          f"5,000 findings: opened in {opened:.1f} s, {shown}")


def library(page, path):
    page.open(path)
    check(page.value("document.querySelectorAll('#found tbody tr').length") == 2, "a page on two files")
    link = page.value("document.querySelector('#found tbody a').getAttribute('href')")
    page.value("document.querySelector('#found tbody a').click()")
    page.wait("document.getElementById('shown') !== null")
    check("Harbour" in page.value("document.title"), f"the worst file comes first and leads to its page: {link}")
    check(not page.exceptions, "no exception in scripts")


def main():
    picture = sys.argv[sys.argv.index("--picture") + 1] if "--picture" in sys.argv else None
    work = tempfile.mkdtemp(prefix="surtitle-report-")
    try:
        reports = make(work)
        path = f"{reports}/Harbour radio #1.en.report.html".replace("#", "%23").replace(" ", "%20")
        with browser.Browser() as page:
            use(page, path)
            library(page, f"{reports}/index.html")
            many(page, work)
            if picture:
                page.open(path)
                page.wait("document.getElementById('media').readyState >= 2")
                page.click("#r1 .show")
                page.click("#r5 .show")
                page.value("scrollTo(0, 0)")
                time.sleep(0.5)
                page.picture(picture, 1280, 1100)
            os.rename(f"{work}/Radio plays", f"{work}/away")
            without_media(page, path)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("browser: all is well")


if __name__ == "__main__":
    main()
