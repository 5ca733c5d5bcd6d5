"""Numbers as words: 'three', 'twenty-four', 'two and a half', 'a couple of'."""

import re

SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
    )
}  # fmt: skip
TENS = {word: 10 * number for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
SCALES = {"hundred": 100, "thousand": 1000}
ORDINALS = {
    word: number
    for number, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)
}
VAGUE = ("several", "a few", "few", "many", "some", "dozens of", "hundreds of", "a number of", "a handful of", "numerous")

_WORDS = "|".join(sorted([*SMALL, *TENS, *SCALES], key=len, reverse=True))
NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?(?:[ -]\d/\d)?|(?:a\s+)?(?:{_WORDS})(?:(?:[\s-]|\sand\s)(?:{_WORDS}))*(?:\sand\sa\shalf)?|an?\scouple(?:\sof)?|half\san?|an?\sdozen|an?)"
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"


def number_of(text: str) -> float | None:
    """The number that words or digits mean; None where they say no number."""
    text = text.lower().strip()
    if match := re.fullmatch(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:[ -](\d)/(\d))?", text):
        value = float(match[1].replace(",", ""))
        return value + int(match[2]) / int(match[3]) if match[2] and int(match[3]) else value
    if text in ORDINALS:
        return ORDINALS[text]
    if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text):
        return int(match[1])
    if re.fullmatch(r"an?\s+couple(?:\s+of)?", text):
        return 2
    if re.fullmatch(r"half\s+an?", text):
        return 0.5
    extra = 0.5 if re.search(r"\sand\sa\shalf$", text) else 0.0
    total = current = 0
    known = lone = False
    for word in re.split(r"[\s-]+", re.sub(r"\sand\sa\shalf$", "", text)):
        if word in ("a", "an"):
            lone, known = True, True
        elif word in SMALL or word in TENS:
            current, known = current + SMALL.get(word, 0) + TENS.get(word, 0), True
        elif word == "dozen":
            current, known = (current or 1) * 12, True
        elif word in SCALES:
            current, known = (current or 1) * SCALES[word], True
            if word == "thousand":
                total, current = total + current, 0
        elif word != "and":
            return None
        found = total + current
    return (found if found or not lone else 1) + extra if known else None


def two_digit_year(words: str) -> int | None:
    """'nineteen ninety-four' → 1994, 'two thousand eleven' → 2011; None for what is no year."""
    parts = re.split(r"[\s-]+", words.lower())
    if len(parts) >= 2 and parts[0] in ("nineteen", "eighteen", "twenty") and parts[1] not in SCALES:
        rest = number_of(" ".join(parts[1:]))
        if rest is not None and 10 <= rest <= 99:
            return (SMALL.get(parts[0]) or TENS[parts[0]]) * 100 + int(rest)
    value = number_of(words)
    return int(value) if value is not None and 1900 <= value <= 2100 else None
