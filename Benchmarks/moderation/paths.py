"""Where things lie in the repository."""

import os

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# what the program reads: lexicon.json, valence.json and the heads
DATA = os.path.join(ROOT, "Sources", "CTextClassification", "Data")
# vectors and hashes, no texts
CACHE = os.path.join(ROOT, ".build-bench", "moderation")
EVALUATION = os.path.join(ROOT, "Documentation", "Moderation", "Evaluation.md")
VECTORS = os.path.join(ROOT, "Tests", "Fixtures", "TextClassification", "features-vectors.json")
