"""An annotator that finds the words that its settings name."""

import surtitle_plugin


def annotate(request):
    wanted = {}
    for line in request.settings["words"]:
        word, category, severity, score = line.split("|")
        wanted[word] = (category, severity, float(score))
    findings = []
    words = [word for segment in request.transcript["segments"] for word in segment["words"]]
    for index, word in enumerate(words):
        plain = "".join(sign for sign in word["text"].lower() if sign.isalnum())
        if plain in wanted:
            category, severity, score = wanted[plain]
            findings.append({
                "category": category, "range": word["range"], "score": score, "source": "org.example.spotter list",
                "words": [index, index + 1], "severity": severity, "rule": f"list:{list(wanted).index(plain) + 1}",
                "threshold": 0.5,
            })
    return findings


surtitle_plugin.serve(annotate=annotate)
