"""Noised copies of training texts: what tweets and speech recognition do to a sentence."""

from datasets import Row, order

SHORT = {"you": "u", "your": "ur", "are": "r", "people": "ppl", "because": "cuz", "please": "pls", "going to": "gonna",
         "with": "w", "what": "wat", "though": "tho", "this": "dis", "love": "luv", "really": "rly", "for": "4",
         "to": "2", "want to": "wanna", "don't": "dont", "i'm": "im", "can't": "cant", "you're": "ur", "the": "da"}
TAGS = ["#lol", "#smh", "#MondayMood", "#tbt", "#fail", "#truth", "#nowplaying", "#teamfollowback", "#JustSaying",
        "#win", "#news", "#football", "#family", "#work", "#AskAnything"]
TAILS = ["lol", "lmao", "smh", "haha", "omg", "tho", "bruh", "ugh", "😂", "😭😭", "🙄", "🔥", "💯", "😡"]


class Dice:
    """Fixed pseudo-random choices of one text."""

    def __init__(self, text, salt):
        self.text, self.salt, self.turn = text, salt, 0

    def roll(self, n):
        self.turn += 1
        return order(f"{self.turn}|{self.text}", self.salt) % n

    def chance(self, percent):
        return self.roll(100) < percent


def spoken(text):
    """Lower case, no punctuation but apostrophes."""
    kept = "".join(ch if ch.isalnum() or ch in "' " else " " for ch in text.replace("’", "'").lower())
    return " ".join(kept.split())


def tweeted(text, dice):
    words = text.split()
    if dice.chance(50):
        words = [w.lower() for w in words]
    out = []
    for word in words:
        low = word.lower().strip(".,!?")
        if low in SHORT and dice.chance(40):
            word = SHORT[low]
        elif low.isalpha() and len(low) >= 4 and dice.chance(3):
            word = word + word[-1] * (2 + dice.roll(3))
        elif low.isalpha() and len(low) >= 5 and dice.chance(4):
            k = 1 + dice.roll(len(low) - 2)
            word = word[:k] + word[k + 1:] if dice.chance(50) else word[:k] + word[k + 1] + word[k] + word[k + 2:]
        elif low.isalpha() and len(low) >= 4 and dice.chance(3):
            word = "#" + word
        out.append(word)
    if dice.chance(50):
        out[-1] = out[-1].rstrip(".")
    if dice.chance(25):
        out.append(TAGS[dice.roll(len(TAGS))])
    if dice.chance(25):
        out.append(TAILS[dice.roll(len(TAILS))])
    return " ".join(out)


def copies(rows, percent=25):
    """Noised copies of about `percent` of the rows that have at most 40 words, with half their weight.

    Second: the index of the row that each was made of.
    """
    out, made_of = [], []
    for index, row in enumerate(rows):
        dice = Dice(row.text, "augment")
        if not dice.chance(percent) or not 3 <= len(row.text.split()) <= 40:
            continue
        text = spoken(row.text) if dice.chance(40) else tweeted(row.text, dice)
        if text and text != row.text:
            out.append(Row(text, row.source, row.labels, row.weight * 0.5, row.group, row.tag))
            made_of.append(index)
    return out, made_of
