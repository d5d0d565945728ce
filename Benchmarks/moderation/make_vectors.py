"""Writes `features-vectors.json`: own sentences with every number that the run-time port must reproduce.

    python make_vectors.py
"""

import argparse
import json
import os

import reproducible  # noqa: F401
import numpy as np

import encoder
import features
import paths
import sentiment
import toxicity
from corpus import SCALE, VECTOR
from mlp import read_head

SENTENCES = [
    "", " ", "Hello.", "I would like to check the status of my transfer, please.",
    "Don't worry, it's not your fault!", "Don’t worry — it’s “fine”…",
    "Café crème, naïve façade, Zürich, Ångström, señor, Łódź, Straße, œuvre",
    "I'm SO happy!!! This is goooood 😊😊", "That was terrible 😡 and the food was cold :(",
    "The food was great, but the service was slow.", "Great view. Rude staff. Would come again, though?",
    "This isn't bad at all.", "It was VERY good", "I never really liked it.", "It's not very good, however it works.",
    "@someone have a look at https://example.org/page?x=1 #MondayMood #so_tired", "RT @someone: what a day",
    "www.example.org is down", "5 &lt; 7 &amp; 7 &gt; 5, &quot;quoted&quot;",
    "你好,世界 means hello world", "日本語のテキスト", "안녕하세요", "Привет, как дела?", "مرحبا",
    "👩🏽‍💻👍🏿❤️", "naïve cafe\u0301 e\u0301t\u0301", "zero\u200bwidth and no\u00a0break", "tab\tand\nnew line",
    "You are an idiot.", "You are not an idiot, everybody makes mistakes.", "What the hell is going on here?",
    "Oh d*mn, I forgot my keys.", "Damn it, that is a cr@p idea", "what a piece of cr4p", "daaaamn that is cooool",
    "d a m n it", "stup1d machine", "STUPID, STUPID machine!", "He said \"you are an idiot\" and left.",
    "It is not okay to say \"women are stupid\".", "Stop calling people losers.",
    "I will break your arm.", "I'm going to send you the contract.", "Somebody should shoot that clown.",
    "You're killing it out there.", "My feet are killing me.", "Shoot me an email when you are done.",
    "I cut myself shaving this morning.", "I don't want to live any more.", "There was a little blood in my urine.",
    "Blood gushed from the wound and the skull cracked.", "The surgeon removed the appendix.",
    "As a gay man I love this city.", "My neighbour is a Muslim woman.", "I don't hate immigrants.",
    "I hate immigrants.", "I hate mushrooms.", "women's rights and the judge's ruling", "' '' '*' $ @ ! + |",
    "$100 + 5 = 105 at 3pm", "1234 5678", "rock'n'roll o'clock 'quoted' it's James's",
    "ＦＵＬＬ ｗｉｄｔｈ ｔｅｘｔ", "unbelievably supercalifragilisticexpialidocious antidisestablishmentarianism",
    "a" * 120, "word " * 150, "x", "?!", "!!!", "... and then", "cannot can't won't shouldn't've",
    "Kind of good, kinda good, sort of bad, extremely bad", "to die for", "yeah right", "I can't wait",
    "LOL that's hilarious xD <3", "meh", "Thanks a lot :-) you made my day", "not good", "no thanks", "no",
    "The plot is weak yet the actors are wonderful.", "#fail #BestDayEver #1",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--heads", default=paths.DATA)
    parser.add_argument("--out", default=paths.VECTORS)
    args = parser.parse_args()
    lexicon, valence = features.Lexicon(), features.Valence()
    tox, _ = read_head(os.path.join(args.heads, "toxicity.head"))
    sen, _ = read_head(os.path.join(args.heads, "sentiment.head"))
    exact, run_time = encoder.Encoder(), None
    cases = []
    for text in SENTENCES:
        seen = features.encoder_text(text, lexicon)
        vector = exact.vectors([seen])[0].astype(np.float32) * SCALE
        t = features.toxicity_features(text, lexicon)
        s = features.sentiment_features(text, lexicon, valence)
        words = features.Words(text, lexicon)
        cases.append({
            "text": text, "encoderText": seen, "ids": exact.ids(seen), "textIds": exact.ids(text),
            "words": words.plain,
            "hits": [[h.first, h.count, h.severity] for h in words.hits],
            "toxicityFeatures": t, "sentimentFeatures": s,
            "vector": [round(float(v), 5) for v in vector[:4]],
            "layer4": [round(float(v), 5) for v in vector[384:388]],
            "toxicity": [round(float(v), 4) for v in toxicity.scores(tox, np.concatenate([vector, t])[None].astype(np.float32))[0]],
            "sentiment": [round(float(v), 4) for v in sentiment.scores(sen, np.concatenate([vector, s])[None].astype(np.float32))[0]],
        })
    # a head output that does not need the encoder: fixed vectors
    fixed = []
    for k in range(3):
        vector = np.array([((i * 37 + k * 101) % 97 - 48) / 64.0 for i in range(VECTOR)], np.float32)
        t = np.array([((i * 11 + k) % 5) / 4.0 for i in range(len(features.TOXICITY_FEATURES))], np.float32)
        s = np.array([((i * 7 + k) % 9 - 4) / 4.0 for i in range(len(features.SENTIMENT_FEATURES))], np.float32)
        fixed.append({
            "rule": f"i from 0 to {VECTOR - 1}: vector[i] = ((i*37 + {k}*101) % 97 - 48) / 64 (already scaled); toxicity feature i = "
                    f"((i*11 + {k}) % 5) / 4; sentiment feature i = ((i*7 + {k}) % 9 - 4) / 4",
            "k": k,
            "toxicity": [float(v) for v in toxicity.scores(tox, np.concatenate([vector, t])[None])[0]],
            "sentiment": [float(v) for v in sentiment.scores(sen, np.concatenate([vector, s])[None])[0]],
        })
    with open(args.out, "w", encoding="utf-8", newline="\n") as f:
        json.dump({"version": 1, "toxicityFeatures": features.TOXICITY_FEATURES,
                   "sentimentFeatures": features.SENTIMENT_FEATURES,
                   "note": "vector: and layer4: first 4 numbers of the two scaled sentence vectors in f32 arithmetic; the quantised "
                           "run-time mode differs a little. toxicity and sentiment: scores from the f32 vector.",
                   "cases": cases, "fixed": fixed}, f, ensure_ascii=True, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
