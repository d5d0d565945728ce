"""Exact definition of every number that the moderation heads read beside the sentence vector.

Written to be ported: only code points, small tables (`lexicon.json`, `valence.json`) and the operations
+ - * / sqrt min max in double precision, in the order given here. No regular expressions, no Unicode
database, no locale. The last step casts to 32-bit floats.

    encoder_text(text)          what the encoder gets
    Words(text, lexicon)        the words and lexicon hits of a text
    toxicity_features(...)      TOXICITY_FEATURES, in that order
    sentiment_features(...)     SENTIMENT_FEATURES, in that order
"""

import json
import math
import os

import paths

ENTITIES = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
QUOTES = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0xAB: '"', 0xBB: '"'}
SPACES = frozenset([9, 10, 11, 12, 13, 32, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
                   + list(range(0x2000, 0x200B)))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "+": "t", "|": "i"}
TOKEN = frozenset(LETTERS + DIGITS + "@$!+|*'")
CATEGORIES = ["profanity", "sexual", "hate", "insult"]
HIT_WINDOW = 3        # words between a negation or a "you" and the hit it belongs to
IDENTITY_WINDOW = 4   # words between a hostile verb and an identity word
LONGEST_PHRASE = 5    # words


# ---------------------------------------------------------------- text for the encoder

def is_dropped(c):
    """Zero-width signs, joiners, variation selectors, skin tones: removed without a gap."""
    return (0x200B <= c <= 0x200F or c == 0x2060 or c == 0xFEFF or 0xFE00 <= c <= 0xFE0F
            or 0x1F3FB <= c <= 0x1F3FF or 0xE0020 <= c <= 0xE007F)


def is_pictograph(c):
    """Arrows, symbols, dingbats, emoji: become a space."""
    return 0x2190 <= c <= 0x2BFF or 0x1F000 <= c <= 0x1FAFF


def cleaned(text):
    """Entities decoded, quotes straight, zero-width signs gone. Pictographs stay."""
    for name, sign in ENTITIES:
        text = text.replace(name, sign)
    return "".join(QUOTES.get(ord(ch), ch) for ch in text if not is_dropped(ord(ch)))


def chunks(text):
    """Split at SPACES; never an empty chunk."""
    out, start = [], None
    for i, ch in enumerate(text):
        if ord(ch) in SPACES:
            if start is not None:
                out.append(text[start:i])
                start = None
        elif start is None:
            start = i
    if start is not None:
        out.append(text[start:])
    return out


def ascii_lower(text):
    return "".join(chr(ord(ch) + 32) if "A" <= ch <= "Z" else ch for ch in text)


def is_address(chunk):
    low = ascii_lower(chunk)
    return "://" in low or low.startswith("www.")


def is_mention(chunk):
    """@ and at least one of [A-Za-z0-9_]."""
    return len(chunk) > 1 and chunk[0] == "@" and (ascii_lower(chunk[1]) in LETTERS + DIGITS + "_")


def hashtag_words(chunk):
    """"#OneTwo_three" -> "One Two three"."""
    body = chunk.lstrip("#")
    out = []
    for i, ch in enumerate(body):
        if i and "A" <= ch <= "Z" and "a" <= body[i - 1] <= "z":
            out.append(" ")
        out.append(" " if ch == "_" else ch)
    return "".join(out)


def tags_split(text):
    """The cleaned text, hashtags as words, single spaces."""
    return " ".join(hashtag_words(c) if c[0] == "#" else c for c in chunks(cleaned(text)))


def squeezed(word, keep):
    """Every run of three or more equal ASCII letters (case ignored) cut to its first `keep`."""
    if not any(a == b == c for a, b, c in zip(word, word[1:], word[2:])) and word.islower():
        return word  # nothing to cut: only saves time
    out, i = [], 0
    while i < len(word):
        j = i
        low = ascii_lower(word[i])
        while j < len(word) and ascii_lower(word[j]) == low:
            j += 1
        n = j - i
        out.append(word[i:i + keep] if n >= 3 and low in LETTERS else word[i:j])
        i = j
    return "".join(out)


def single_marks(text):
    """Runs of ! or of ? cut to one sign."""
    out = []
    for ch in text:
        if ch in "!?" and out and out[-1] == ch:
            continue
        out.append(ch)
    return "".join(out)


def plain_elongation(piece, doubles):
    """"sooo" -> "so", "goood" -> "good" (in `doubles`)."""
    two = squeezed(piece, 2)
    if two == piece:
        return piece
    letters = "".join(ch for ch in ascii_lower(two) if ch in LETTERS)
    return two if letters in doubles else squeezed(piece, 1)


def encoder_text(text, lexicon):
    """The text that is tokenised. Ordinary transcript text comes back unchanged apart from its spacing."""
    out = []
    text = "".join(" " if is_pictograph(ord(ch)) else ch for ch in cleaned(text))
    for index, chunk in enumerate(chunks(text)):
        if is_address(chunk) or is_mention(chunk) or (index == 0 and chunk == "RT"):
            continue
        if chunk[0] == "#":
            chunk = hashtag_words(chunk)
        for piece in chunks(chunk):
            piece = single_marks(plain_elongation(piece, lexicon.doubles))
            if piece:
                out.append(piece)
    return " ".join(out)


# ---------------------------------------------------------------- lexicon and words

class Lexicon:
    """`lexicon.json`: see README.md for the fields."""

    def __init__(self, path=None):
        with open(path or os.path.join(paths.DATA, "lexicon.json"), encoding="utf-8") as f:
            data = json.load(f)
        self.data = data
        self.fold = data["fold"]
        self.doubles = frozenset(data["doubles"])
        # severities are stored in tenths
        self.entries = {k: [x / 10.0 for x in v] for k, v in data["entries"].items()}
        self.masked = data["masked"]
        self.stems = [(k, [x / 10.0 for x in v]) for k, v in data["stems"]]
        self.words = {k: frozenset(v) for k, v in data["words"].items()}
        self.starts = {k: tuple(v) for k, v in data["starts"].items()}
        self.phrases = {k: frozenset(v) for k, v in data["phrases"].items()}
        self.seen = {}  # words looked up before: only saves time


def folded(text, lexicon):
    """Lower-case ASCII, one code point at a time; what has no ASCII form becomes a space."""
    out = []
    for ch in cleaned(text):
        c = ord(ch)
        if 0xFF01 <= c <= 0xFF5E:          # full-width forms
            c -= 0xFEE0
            ch = chr(c)
        if c < 128:
            out.append(chr(c + 32) if 65 <= c <= 90 else ch)
        elif 0x300 <= c <= 0x36F:          # combining marks
            continue
        else:
            out.append(lexicon.fold.get(ch, " "))
    return "".join(out)


class Word:
    """`plain`: letters and digits. `leet`: letters and *, digits and signs read as letters; "" when not usable."""

    __slots__ = ("plain", "leet", "quoted")

    def __init__(self, plain, leet, quoted):
        self.plain, self.leet, self.quoted = plain, leet, quoted


class Hit:
    """A lexicon entry found at words first ..< first + count. `severity` follows CATEGORIES."""

    __slots__ = ("first", "count", "severity", "masked")

    def __init__(self, first, count, severity, masked):
        self.first, self.count, self.severity, self.masked = first, count, severity, masked


def word_of(token, quoted):
    """None when nothing is left of the token."""
    start, end = 0, len(token)
    starred = token[0] == "*"
    while start < end and token[start] in "'!+|*":
        start += 1
    while end > start and (token[end - 1] in "'!+|" or (starred and token[end - 1] == "*")):
        end -= 1
    token = token[start:end]
    if token.endswith("'s"):
        token = token[:-2]
    token = token.replace("'", "")
    plain = "".join(ch for ch in token if ch in LETTERS or ch in DIGITS)
    if not plain and "*" not in token and "$" not in token and "@" not in token:
        return None
    leet = ""
    if any(ch in LETTERS for ch in token):
        read = "".join(LEET.get(ch, ch) for ch in token)
        read = "".join(ch for ch in read if ch in LETTERS or ch == "*")
        if read != plain:
            leet = read
    if not plain and not leet:
        return None
    return Word(plain, leet, quoted)


class Words:
    """Words, lexicon hits and quotation of one text."""

    def __init__(self, text, lexicon):
        self.lexicon = lexicon
        fold = folded(tags_split(text), lexicon)
        self.marks = {m: fold.count(m) for m in "!?"}
        self.double_quotes = fold.count('"')
        self.words = self._split(fold)
        self.plain = [w.plain for w in self.words]
        n = len(self.plain)
        self.runs = {}  # (first, count): the words joined
        for count in range(1, LONGEST_PHRASE + 1):
            for i in range(n - count + 1):
                self.runs[i, count] = " ".join(self.plain[i:i + count])
        self.hits = self._find()

    def _split(self, fold):
        out, quoted, lexicon = [], False, self.lexicon
        for chunk in chunks(fold):
            if is_address(chunk):
                continue
            if is_mention(chunk):
                # "@ss" is a word, "@someone" a name
                token = "".join(ch for ch in chunk if ch in TOKEN)
                word = word_of(token, quoted)
                if word is not None and word.leet in lexicon.entries:
                    out.append(word)
                continue
            token = ""
            for ch in chunk + " ":
                if ch in TOKEN:
                    token += ch
                    continue
                if token:
                    word = word_of(token, quoted)
                    if word is not None:
                        out.append(word)
                    token = ""
                if ch == '"':
                    quoted = not quoted
        if quoted:  # an unpaired quote sign says nothing
            for word in out:
                word.quoted = False
        return out

    def _entry(self, word):
        """(severities, masked) or None."""
        key = (word.plain, word.leet)
        if key not in self.lexicon.seen:
            self.lexicon.seen[key] = self._look_up(word)
        return self.lexicon.seen[key]

    def _look_up(self, word):
        lexicon = self.lexicon
        forms = [f for f in (word.plain, word.leet) if f]
        for form in forms:
            tried = []
            for candidate in (form, squeezed(form, 2), squeezed(form, 1)):
                if candidate in tried:
                    continue
                tried.append(candidate)
                if candidate in lexicon.entries:
                    return lexicon.entries[candidate], False
                if (len(candidate) > 3 and candidate[-1] in "sz" and candidate[-2] != "s"
                        and candidate[:-1] in lexicon.entries):
                    return lexicon.entries[candidate[:-1]], False
        if "*" in word.leet and word.leet[0] != "*":
            for masked in lexicon.masked:
                if len(masked) == len(word.leet) and all(a == "*" or a == b for a, b in zip(word.leet, masked)):
                    return lexicon.entries[masked], True
        for form in forms:
            form = squeezed(form, 1)
            for stem, severity in lexicon.stems:
                if stem in form:
                    return severity, False
        return None

    def _find(self):
        """Left to right, the longest phrase first; then single letters said one by one ("x y z")."""
        hits, i, n, entries = [], 0, len(self.words), self.lexicon.entries
        while i < n:
            step = 1
            for count in range(min(LONGEST_PHRASE, n - i), 1, -1):
                phrase = self.runs[i, count]
                if phrase in entries:
                    hits.append(Hit(i, count, entries[phrase], False))
                    step = count
                    break
            else:
                found = self._entry(self.words[i])
                if found is not None:
                    hits.append(Hit(i, 1, found[0], found[1]))
                else:
                    j = i
                    while j < n and len(self.plain[j]) == 1 and self.plain[j] in LETTERS:
                        j += 1
                    if j - i >= 3:
                        joined = "".join(self.plain[i:j])
                        if joined in entries:
                            hits.append(Hit(i, j - i, entries[joined], True))
                        step = j - i
            i += step
        return hits

    def positions(self, name):
        """Indexes of words in list `name` or beginning with one of its starts."""
        words = self.lexicon.words.get(name, ())
        starts = self.lexicon.starts.get(name, ())
        return [i for i, w in enumerate(self.plain) if w in words or (starts and w.startswith(starts))]

    def phrase_positions(self, name):
        """(index of the first word, number of words) of every phrase of list `name`."""
        phrases = self.lexicon.phrases.get(name, ())
        return sorted(place for place, phrase in self.runs.items() if phrase in phrases)

    def has(self, name):
        return bool(self.positions(name)) or bool(self.phrase_positions(name))


# ---------------------------------------------------------------- toxicity features

TOXICITY_FEATURES = (
    [f"{c}.{k}" for c in CATEGORIES for k in ("highest", "sum", "share")]
    + ["you", "intent", "violence", "gore", "negation", "quotation", "identity",
       "selfHarm", "counter", "ownGroup", "figurative", "threat", "medical",
       "negatedHit", "directedHit", "hostileToIdentity", "negatedHostility", "quotedHit", "masked",
       "firstPerson", "question", "length"])


def toxicity_features(text, lexicon):
    w = Words(text, lexicon)
    n = len(w.plain)
    out = []
    for c in range(len(CATEGORIES)):
        highest, total = 0.0, 0.0
        for hit in w.hits:
            highest = max(highest, hit.severity[c])
            total += hit.severity[c]
        out += [highest, min(total, 3.0) / 3.0, min(total / max(n, 1), 1.0)]

    you = w.positions("you")
    violence = w.positions("violence")
    negation = w.positions("negation")
    identity = w.positions("identity")
    hostile = w.positions("hostile")
    figurative = w.phrase_positions("figurative")
    covered = set()
    for first, count in figurative:
        covered.update(range(first, first + count))
    violence = [i for i in violence if i not in covered]  # "killing time" is no violence

    def flag(value):
        out.append(1.0 if value else 0.0)

    def before(cues, i):
        """A cue among the HIT_WINDOW words in front of word i."""
        return any(i - HIT_WINDOW <= k < i for k in cues)

    flag(you)
    flag(w.has("intent"))
    flag(violence)
    flag(w.positions("gore"))
    flag(negation)
    flag(w.double_quotes >= 2 or w.has("quotation"))
    flag(identity)
    flag(w.positions("selfHarm") or [i for i, _ in w.phrase_positions("selfHarm") if i not in covered])
    flag(w.has("counter"))
    flag(w.phrase_positions("ownGroup"))
    flag(figurative)
    flag(w.phrase_positions("threat"))
    flag(w.positions("medical"))
    flag(any(before(negation, i) for i in [h.first for h in w.hits] + violence))
    directed = 0.0
    for hit in w.hits:
        if any(hit.first - HIT_WINDOW <= k <= hit.first + hit.count + HIT_WINDOW - 1 for k in you):
            directed = max(directed, max(hit.severity))
    out.append(directed)
    near = [h for h in hostile if any(abs(h - k) <= IDENTITY_WINDOW for k in identity)]
    flag(near)
    flag(any(before(negation, h) for h in near))
    flag(any(w.words[i].quoted for h in w.hits for i in range(h.first, h.first + h.count))
         or any(w.words[i].quoted for i in identity))
    flag(any(h.masked for h in w.hits))
    flag(w.positions("firstPerson"))
    flag(w.marks["?"] > 0)
    out.append(min(n, 40) / 40.0)
    return out


# ---------------------------------------------------------------- sentiment features

SENTIMENT_FEATURES = ["negative", "neutral", "positive", "compound", "exclamation", "question", "negation", "but",
                      "clauseHighest", "clauseLowest"]
BOOST, CAPS, FLIP, EXCLAIM = 0.293, 0.733, -0.74, 0.292
DAMPING = (1.0, 0.95, 0.9)  # of a booster one, two, three words back


class Valence:
    """`valence.json`: words (tenths, -40 ... 40), emoji, emoticons, boosters, negations, contrast, idioms."""

    def __init__(self, path=None):
        with open(path or os.path.join(paths.DATA, "valence.json"), encoding="utf-8") as f:
            data = json.load(f)
        self.words = {k: v / 10.0 for k, v in data["words"].items()}
        self.emoticons = {k: v / 10.0 for k, v in data["emoticons"].items()}
        self.emoji = {k: v / 10.0 for k, v in data["emoji"].items()}
        self.boosters = {k: v for k, v in data["boosters"].items()}  # +1 or -1
        self.negations = frozenset(data["negations"])
        self.contrast = frozenset(data["contrast"])
        self.idioms = {k: v / 10.0 for k, v in data["idioms"].items()}
        self.clauseWords = frozenset(data["clauseWords"])


class Token:
    __slots__ = ("text", "valence", "capital", "boundary")

    def __init__(self, text, valence, capital, boundary):
        self.text, self.valence, self.capital, self.boundary = text, valence, capital, boundary


def sentiment_tokens(text, lexicon, valence):
    """Words, emoticons and emoji in order. `boundary`: a clause begins here.

    A chunk that is an emoticon as it stands is one token. Otherwise emoji are tokens of their own and the rest is
    folded and split like the words of toxicity, without leet and masks.
    """
    out, boundary = [], False
    for chunk in chunks(tags_split(text)):
        if is_address(chunk) or is_mention(chunk):
            continue
        if chunk in valence.emoticons:
            out.append(Token(chunk, valence.emoticons[chunk], False, boundary))
            boundary = False
            continue
        run = ""
        for ch in chunk + " ":
            if is_pictograph(ord(ch)) or ch == " ":
                tokens, boundary = _plain_tokens(run, lexicon, valence, boundary)
                out += tokens
                run = ""
                if ch in valence.emoji:
                    out.append(Token(ch, valence.emoji[ch], False, boundary))
                    boundary = False
            else:
                run += ch
    return out


def _plain_tokens(run, lexicon, valence, boundary):
    out, token, capital = [], "", True
    for ch in run + " ":
        fold = folded(ch, lexicon)
        if fold and all(c in LETTERS or c in DIGITS or c == "'" for c in fold):
            token += fold
            capital = capital and ("A" <= ch <= "Z" or ch == "'")
            continue
        if fold == "":  # a combining mark
            continue
        word = token.strip("'")
        if word:
            score = 0.0
            for form in (word, squeezed(word, 2), squeezed(word, 1)):
                if form in valence.words:
                    score = valence.words[form]
                    break
            if word in valence.clauseWords:
                boundary = True
            out.append(Token(word, score, capital and len(word) > 1, boundary))
            boundary = False
        token, capital = "", True
        if ch in ",.;:!?":
            boundary = True
    return out, boundary


def is_negation(token, valence):
    return token in valence.negations or token.endswith("n't")


def token_scores(tokens, valence):
    """Valence of every token after boosters, capitals, negations, idioms and contrast."""
    n = len(tokens)
    some_capitals = any(t.capital for t in tokens) and not all(t.capital for t in tokens)
    scores = []
    for i, token in enumerate(tokens):
        score = token.valence
        if score != 0.0:
            sign = 1.0 if score > 0.0 else -1.0
            if token.capital and some_capitals:
                score += sign * CAPS
            for back in (1, 2, 3):
                k = i - back
                if k < 0:
                    break
                boost = valence.boosters.get(tokens[k].text, 0)
                if boost:
                    step = BOOST * boost
                    if tokens[k].capital and some_capitals:
                        step += CAPS * boost
                    score += sign * step * DAMPING[back - 1]
            for back in (1, 2, 3):
                k = i - back
                if k < 0 or tokens[k + 1].boundary:
                    break
                if is_negation(tokens[k].text, valence):
                    score *= FLIP
                    break
        scores.append(score)
    for count in (4, 3, 2):
        for i in range(0, n - count + 1):
            phrase = " ".join(t.text for t in tokens[i:i + count])
            if phrase in valence.idioms:
                for k in range(i, i + count):
                    scores[k] = 0.0
                scores[i] = valence.idioms[phrase]
    contrast = [i for i, t in enumerate(tokens) if t.text in valence.contrast]
    if contrast:
        cut = contrast[-1]
        scores = [s * 0.5 if i < cut else s * 1.5 if i > cut else s for i, s in enumerate(scores)]
    return scores


def compound_of(total):
    return total / math.sqrt(total * total + 15.0)


def sentiment_features(text, lexicon, valence):
    tokens = sentiment_tokens(text, lexicon, valence)
    scores = token_scores(tokens, valence)
    marks_e, marks_q = text.count("!"), text.count("?")
    total, positive, negative, neutral = 0.0, 0.0, 0.0, 0.0
    for s in scores:
        total += s
        if s > 0.0:
            positive += s + 1.0
        elif s < 0.0:
            negative += 1.0 - s
        else:
            neutral += 1.0
    emphasis = min(marks_e, 4) * EXCLAIM
    if total > 0.0:
        total += emphasis
    elif total < 0.0:
        total -= emphasis
    size = positive + negative + neutral
    if size > 0.0:
        positive, negative, neutral = positive / size, negative / size, neutral / size
    highest, lowest, clause = 0.0, 0.0, 0.0
    for i, token in enumerate(tokens):
        if token.boundary:
            clause = 0.0
        clause += scores[i]
        if i + 1 == len(tokens) or tokens[i + 1].boundary:
            value = compound_of(clause)
            highest, lowest = max(highest, value), min(lowest, value)
    return [negative, neutral, positive, compound_of(total), min(marks_e, 4) / 4.0, min(marks_q, 3) / 3.0,
            1.0 if any(is_negation(t.text, valence) for t in tokens) else 0.0,
            1.0 if any(t.text in valence.contrast for t in tokens) else 0.0,
            highest, lowest]
