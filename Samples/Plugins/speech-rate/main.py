"""Counts the words of each minute."""

import csv
import io

import surtitle_plugin


def export(request):
    length = request.settings["seconds"]
    words = [word for segment in request.transcript["segments"] for word in segment["words"]]
    counts = {}
    for index, word in enumerate(words):
        if index % 1000 == 0:
            request.check()
            request.progress(index / len(words))
        start = surtitle_plugin.seconds(word["range"]["start"])
        counts[int(start // length)] = counts.get(int(start // length), 0) + 1
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["start", "words", "words per minute"])
    for row in range(max(counts, default=-1) + 1):
        rows.writerow([row * length, counts.get(row, 0), round(counts.get(row, 0) * 60 / length, 1)])
    return table.getvalue()


surtitle_plugin.serve(export=export)
