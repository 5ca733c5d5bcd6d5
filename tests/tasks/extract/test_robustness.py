"""No input text may raise: 10,000 generated texts, and every row of each must slice back to its text."""

import random
import string

import pytest

from schemas.records import Article, Document
from tasks.clean import clean
from tasks.extract.rules import RulesExtractor
from tasks.validate import validate

TEXTS = 10_000
MARKS = "“”\"'‘’«»„‟`''…—–-:;,.!?()[]"
WORDS = [
    "said",
    "told",
    "asked",
    "that",
    "whether",
    "according",
    "to",
    "the",
    "mayor",
    "Lee",
    "Ann",
    "President",
    "Kyiv",
    "talks",
    "he",
    "she",
    "they",
    "it",
    "official",
    "who",
    "spokesman",
    "statement",
    "If",
    "not",
    "will",
    "would",
    "denied",
    "accused",
    "of",
    "lying",
    "wants",
    "hopes",
    "believes",
    "claim",
    "report",
    "Russia",
    "Ukraine",
    "Jan.",
    "10",
    "next",
    "week",
    "and",
    "but",
    "because",
    "U.S.",
    "Mr.",
]
ALPHABETS = (
    string.ascii_letters + string.digits + string.punctuation + " \t\n",
    "אבגדהוזחטיכלמנסעפצקרשת \u200f\u200e",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي \u202b",
    "你好世界新闻报道说。，“”",
    "é ñ ü ß ø ł ž ş İ ı ﬁ 😀 🇺🇦 \u00a0\u2028\u200b\ufeff\u0301",
)


def _sentence(chance: random.Random, words: int) -> str:
    pieces = [chance.choice(WORDS) if chance.random() < 0.8 else chance.choice(MARKS) * chance.randint(1, 3) for _ in range(words)]
    return " ".join(pieces) if chance.random() < 0.7 else "".join(pieces)


def _text(chance: random.Random, number: int) -> str:
    """A text of one of seven makes; of every thousand, one is very long."""
    if number % 1000 == 0:
        return _sentence(chance, 4_000)
    make = number % 7
    if make == 0:
        return "".join(chance.choice(MARKS + " \n") for _ in range(chance.randint(0, 80)))
    if make == 1:
        letters = chance.choice(ALPHABETS)
        return "".join(chance.choice(letters) for _ in range(chance.randint(0, 120)))
    if make == 2:
        return "\n".join(chance.choice(MARKS) + _sentence(chance, chance.randint(0, 12)) for _ in range(chance.randint(0, 6)))
    if make == 3:
        return f"{_sentence(chance, 3)}: {chance.choice(MARKS)}{_sentence(chance, 8)}{chance.choice(MARKS)}, said {_sentence(chance, 2)}."
    if make == 4:
        return "".join(chr(chance.choice((chance.randint(32, 0x2FFF), chance.randint(0x1F300, 0x1F6FF)))) for _ in range(60))
    if make == 5:
        return "• " + "\n• ".join(_sentence(chance, chance.randint(1, 9)) for _ in range(chance.randint(1, 5)))
    return _sentence(chance, chance.randint(0, 30))


BROKE_ONCE = [
    "to murder former why planned some statement on Monday bombed its hopes others how people but or been others how wrote murder election "
    "threatened accused a group of",
    'to not from its and thinks said A: unless on a charge of wrote bombed posted Iran for be the report its where to these is thinks " arrested',
]


@pytest.mark.parametrize("text", BROKE_ONCE)
def test_texts_that_raised_once_are_read(text: str) -> None:
    article = clean(Document("made.txt", "text", text, ""))
    assert isinstance(article, Article)
    assert len(list(RulesExtractor().extract([article]))) == 1


def test_no_text_raises_and_every_row_slices_back() -> None:
    chance = random.Random(20221230)
    rules = RulesExtractor()
    read = rows = 0
    for number in range(TEXTS):
        text = _text(chance, number) + "\nThe mayor said on Friday that the bridge was closed to all trucks."
        article = clean(Document(f"made-{number}.txt", "text", text, ""))
        if not isinstance(article, Article):
            continue
        chunk = validate(zip([article], rules.extract([article]), strict=True))
        assert chunk.rejects == [], f"text {number}: {text!r}"
        for quote in chunk.rows.get("quotes", []):
            assert quote["text"] == text[quote["start_char"] : quote["end_char"]]
        read += 1
        rows += sum(len(r) for r in chunk.rows.values())
    assert read > TEXTS / 2
    assert rows > TEXTS
