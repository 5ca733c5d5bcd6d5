"""Word lists as data: loading, and the base forms a word may have.

Base forms are guessed by suffix and kept when a list knows them; that is all these rules need, and costs nothing beside a
lemmatizer's pass over every token.
"""

import csv
import hashlib
import re
import tomllib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, get_args

from schemas.vocabulary import EVENT_TYPES, CueClass

IRREGULAR = {
    "said": "say", "pled": "plead", "told": "tell", "wrote": "write", "written": "write", "swore": "swear", "sworn": "swear", "spoke": "speak",
    "spoken": "speak", "met": "meet", "held": "hold", "sent": "send", "gave": "give", "given": "give", "fought": "fight",
    "sought": "seek", "shot": "shoot", "struck": "strike", "took": "take", "taken": "take", "made": "make", "cut": "cut",
    "put": "put", "froze": "freeze", "frozen": "freeze", "withdrew": "withdraw", "withdrawn": "withdraw", "went": "go",
    "gone": "go", "began": "begin", "begun": "begin", "led": "lead", "broke": "break", "broken": "break", "came": "come",
    "saw": "see", "seen": "see", "was": "be", "were": "be", "been": "be", "is": "be", "are": "be", "am": "be", "had": "have",
    "has": "have", "did": "do", "done": "do", "does": "do", "won": "win", "left": "leave", "felt": "feel", "thought": "think", "knew": "know", "known": "know",
    "understood": "understand", "forgot": "forget", "forgotten": "forget", "foresaw": "foresee", "sang": "sing", "sung": "sing",
    "spelt": "spell", "laid": "lay", "meant": "mean", "chose": "choose", "chosen": "choose", "swung": "swing", "taught": "teach",
    "heard": "hear", "found": "find", "learnt": "learn", "dreamt": "dream", "overheard": "overhear", "bade": "bid", "shown": "show",
    "rang": "ring", "strove": "strive", "mistook": "mistake", "shook": "shake", "hit": "hit", "bet": "bet",
    "read": "read", "let": "let", "set": "set", "retold": "retell", "fled": "flee", "fed": "feed", "rose": "rise", "fell": "fall",
    "children": "child", "wives": "wife", "thieves": "thief", "forbade": "forbid", "forbidden": "forbid", "spies": "spy", "allies": "ally", "men": "man", "women": "woman",
    "blew": "blow", "blown": "blow", "tore": "tear", "torn": "tear", "threw": "throw", "thrown": "throw", "drove": "drive", "driven": "drive",
    "drew": "draw", "drawn": "draw", "flew": "fly", "flown": "fly", "slew": "slay", "slain": "slay", "caught": "catch", "bought": "buy",
    "sold": "sell", "paid": "pay", "lent": "lend", "upheld": "uphold", "withheld": "withhold", "overthrew": "overthrow",
    "overthrown": "overthrow", "overran": "overrun", "retook": "retake", "retaken": "retake", "undertook": "undertake",
    "undertaken": "undertake", "brought": "bring", "built": "build", "rebuilt": "rebuild", "stood": "stand", "beaten": "beat",
    "hung": "hang", "stole": "steal", "stolen": "steal", "overtook": "overtake", "lost": "lose", "dealt": "deal", "swept": "sweep",
    "shut": "shut", "cast": "cast", "forgave": "forgive", "forgiven": "forgive", "sank": "sink", "sunk": "sink", "burnt": "burn",
}  # fmt: skip


@cache
def base_forms(word: str) -> tuple[str, ...]:
    """The lower-cased word and the base forms its ending allows, likeliest first: 'stopped' → stopped, stopp, stop, stoppe."""
    word = word.lower().replace("’", "'")
    forms = [IRREGULAR[word]] if word in IRREGULAR else []
    forms.append(word)
    if word.endswith("ies") and len(word) > 4:
        forms.append(word[:-3] + "y")
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")) and len(word) > 3:
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 2:
        forms.append(word[:-1])
    if word.endswith("men") and len(word) > 5:
        forms.append(word[:-3] + "man")
    for ending in ("ed", "ing"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1:
            forms += [stem, stem + "e"]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
            if ending == "ed" and stem.endswith("i"):
                forms.append(stem[:-1] + "y")
    return tuple(dict.fromkeys(forms))


def is_form_of(word: str, lemmas: Container[str]) -> bool:
    """True when one of the word's base forms is in a list."""
    for form in base_forms(word):  # noqa: SIM110 - asked a hundred thousand times per hundred articles; any() takes twice as long
        if form in lemmas:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports: the shapes its content may have, and in which of them an object is the one spoken to.

    `frames` maps a shape (clause, infinitive, gerund, object, label, charge, quoted, or a preposition) to speech or attitude.
    `particle` must follow the word: point *out*.
    """

    lemma: str
    particle: str | None
    frames: dict[str, CueClass]
    addressed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that tells an event; each of `words` is a choice of lemmas, or of entity types in capitals.

    `event_type` is None for a phrase that tells no event although a word of it does elsewhere.
    """

    words: tuple[frozenset[str], ...]
    noun: bool
    event_type: str | None
    root: str
    mode: str | None
    mutual: bool
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Country:
    """A row of countries.csv."""

    code: str
    name: str


CUE_KEYS = ("name", "class", "frames", "addressee", "words", "example")
ENTRY_KEYS = ("type", "root", "mode", "frame", "verbs", "nouns", "prepositions", "example")
FRAMES = frozenset({"clause", "infinitive", "gerund", "object", "label", "charge", "quoted"})
PARTICLES = frozenset({"up", "out", "off", "down", "away", "back", "aside"})
PREPOSITIONS = frozenset({"of", "for", "about", "on", "against", "to", "with", "in", "over"})


@cache
def cues(part: str = "verbs") -> dict[str, tuple[Cue, ...]]:
    """Cues by first word, those with a particle first; `part` is verbs, nouns or adjectives.

    Raises ValueError for an unknown shape or class, or a group without an example.
    """
    frames: dict[str, dict[str, CueClass]] = {}
    addressed: dict[str, set[str]] = {}
    raw = read_toml("cues.toml")
    _refuse_unknown(raw, ("verbs", "nouns", "adjectives"), "cues.toml")
    for group in raw[part]:
        _refuse_unknown(group, CUE_KEYS, f"cues.toml: group {group.get('name')!r}")
        unknown = set(group["frames"]) - FRAMES - PREPOSITIONS
        if unknown or group["class"] not in get_args(CueClass) or not group.get("example"):
            raise ValueError(f"cues.toml: group {group['name']!r} needs known frames, class speech or attitude, and an example")
        for word in group["words"]:
            for frame in group["frames"]:
                frames.setdefault(word, {}).setdefault(frame, group["class"])
            if group.get("addressee") == "object":
                addressed.setdefault(word, set()).update(group["frames"])
    found: dict[str, list[Cue]] = {}
    for word, shapes in frames.items():
        lemma, _, particle = word.partition(" ")
        found.setdefault(lemma, []).append(Cue(lemma, particle or None, shapes, frozenset(addressed.get(word, ()))))
    return {lemma: tuple(sorted(entries, key=lambda c: c.particle is None)) for lemma, entries in found.items()}


@cache
def triggers() -> dict[str, tuple[Trigger, ...]]:
    """Event triggers by each lemma that may be their first word, longest phrase first.

    Raises ValueError for an unknown type, root, frame or set, an empty entry, or a missing example.
    """
    return read_triggers(read_toml("events.toml"))


def read_triggers(raw: dict[str, Any]) -> dict[str, tuple[Trigger, ...]]:
    """Triggers of a parsed events.toml; see `triggers`."""
    sets = {name: frozenset(words.split()) for name, words in raw.get("sets", {}).items()}
    _refuse_unknown(raw, ("sets", "ignore", "ambiguous", "entry"), "events.toml")
    _refuse_unknown(raw.get("ambiguous", {}), ("nouns", *EVENT_TYPES), "events.toml: [ambiguous]")
    found: dict[str, list[Trigger]] = {}
    for entry in raw["entry"]:
        _refuse_unknown(entry, ENTRY_KEYS, f"events.toml: an entry of {entry.get('type')} ({entry.get('example')!r})")
        where = f"events.toml: an entry of {entry.get('type')} ({entry.get('example')!r})"
        if entry.get("type") not in EVENT_TYPES:
            raise ValueError(f"{where}: type must be one of {', '.join(EVENT_TYPES)}")
        if not re.fullmatch(r"(?:0[1-9]|1\d|20)", entry.get("root", "")):
            raise ValueError(f"{where}: root must be a CAMEO root, 01 to 20")
        if entry.get("frame") not in ("directed", "mutual"):
            raise ValueError(f"{where}: frame must be directed or mutual")
        if not entry.get("example"):
            raise ValueError(f"{where}: an example sentence is missing")
        if not entry.get("verbs") and not entry.get("nouns"):
            raise ValueError(f"{where}: it has neither verbs nor nouns")
        mutual, prepositions = entry["frame"] == "mutual", frozenset(entry.get("prepositions", ()))
        for noun, words in _phrases(entry, sets, where):
            trigger = Trigger(words, noun, entry["type"], entry["root"], entry.get("mode"), mutual, prepositions)
            for first in sorted(words[0]):
                found.setdefault(first, []).append(trigger)
    for noun, words in _phrases(raw.get("ignore", {}), sets, "events.toml: [ignore]"):
        for first in sorted(words[0]):
            found.setdefault(first, []).insert(0, Trigger(words, noun, None, "", None, False, frozenset()))
    return {word: tuple(sorted(entries, key=lambda t: -len(t.words))) for word, entries in found.items()}


def lone_triggers(word: str) -> Iterator[Trigger]:
    """The triggers that a word is in any of its base forms, without another word."""
    return (t for form in base_forms(word) for t in triggers().get(form, ()) if len(t.words) == 1)


@cache
def event_nouns() -> frozenset[str]:
    """The last words of all nouns of events.toml: 'call' of 'phone call'."""
    return frozenset(w for found in triggers().values() for t in found if t.noun and t.event_type for w in t.words[-1]) - PREPOSITIONS


@cache
def ambiguous() -> frozenset[str]:
    """Nouns that stand in two entries of events.toml, of which the article tells the meaning."""
    return frozenset(read_toml("events.toml").get("ambiguous", {}).get("nouns", ()))


@cache
def hints() -> dict[str, frozenset[str]]:
    """Words that speak for one type of event where a noun may mean either: base forms by type."""
    told = read_toml("events.toml").get("ambiguous", {})
    return {kind: frozenset(words.split()) for kind, words in told.items() if kind != "nouns"}


def _phrases(entry: dict[str, Any], sets: dict[str, frozenset[str]], where: str) -> Iterator[tuple[bool, tuple[frozenset[str], ...]]]:
    for noun, phrases in ((False, entry.get("verbs", ())), (True, entry.get("nouns", ()))):
        for phrase in phrases:
            words = re.sub(r"(?<=\w)-(?=\w)", " - ", phrase) if noun else phrase  # the tokenizer parts cease-fire
            yield noun, tuple(_choice(word, sets, where) for word in words.split() if word not in ("a", "an", "the"))


def _choice(word: str, sets: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    lemmas: set[str] = set()
    for part in word.split("|"):
        if not part.startswith("{"):
            lemmas.add(part.lower())
        elif part.strip("{}").isupper():
            lemmas.add(part.strip("{}"))
        elif (name := part.strip("{}")) in sets:
            lemmas |= sets[name]
        else:
            raise ValueError(f"{where}: no set is named {name!r}")
    if lemmas & PARTICLES and lemmas - PARTICLES - PREPOSITIONS:
        raise ValueError(f"{where}: {word!r} is a choice between single words: give 'build up' a phrase of its own")
    return frozenset(lemmas)


@cache
def country_names() -> dict[str, tuple[Country, str]]:
    """Lower-cased name → (country, form), form one of name, demonym, capital, seat."""
    table: dict[str, tuple[Country, str]] = {}
    with _lexicons().joinpath("countries.csv").open("r", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            country = Country(row["code"], row["name"])
            for form, names in (
                ("seat", row["seats"]),
                ("capital", row["capital"]),
                ("demonym", row["demonyms"]),
                ("name", row["name"] + "|" + row["aliases"]),
            ):
                for name in filter(None, names.split("|")):
                    table[name.lower().removeprefix("the ")] = (country, form)
    return table


@cache
def organizations() -> dict[str, tuple[str, ...]]:
    """Every name of a body of organizations.csv in lower case → all its names, the full one first: for what is known by its initials."""
    table: dict[str, tuple[str, ...]] = {}
    with _lexicons().joinpath("organizations.csv").open("r", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            names = (row["name"], *row["aliases"].split("|"))
            table.update({name.lower(): names for name in names})
    return table


@cache
def long_organizations() -> dict[str, list[tuple[str, ...]]]:
    """First word → the words of the names of organizations.csv that have three or more, in lower case, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(organizations(), key=len, reverse=True):
        if len(words := tuple(name.split())) > 2:
            table.setdefault(words[0], []).append(words)
    return table


@cache
def modality() -> dict[str, frozenset[str]]:
    """Lemmas of modality.toml by what they make of the event that depends on them."""
    return {name: frozenset(words.split()) for name, words in read_toml("modality.toml").items()}


@cache
def participants() -> dict[str, frozenset[str]]:
    """Base forms of participants.toml by what they tell of who takes part."""
    return {name: frozenset(words.split()) for name, words in read_toml("participants.toml").items()}


@cache
def first_names() -> dict[str, bool]:
    """Lower-cased first name → True for a woman's, False for a man's; names of both are left out."""
    raw = read_toml("first_names.toml")
    return {name.lower(): female for part, female in (("male", False), ("female", True)) for name in raw[part].split()}


@cache
def roles() -> dict[str, Any]:
    """Nouns for who speaks and acts: every list of roles.toml as a set; also `speakers` (anonymous, offices and bodies), `common`
    (anonymous, parties, documents and alike), `people` (those of them who are), `other_bodies` (no companies), `of_bodies` (in a body's
    name, not in a person's), `of_people` (what somebody is), `titles`, `female` and
    `male`, `alike` (noun → the nouns that may mean the same group), `described` (name of a body → nouns), and `sector` (noun → CAMEO code).
    """
    raw = read_toml("roles.toml")
    sets: dict[str, Any] = {name: frozenset(nouns) for name, nouns in raw.items() if name != "alike" and isinstance(nouns, list)}
    sets["speakers"] = sets["anonymous"] | sets["offices"] | sets["bodies"]
    sets["common"] = sets["anonymous"] | sets["parties"] | sets["documents"] | {noun for nouns in raw["alike"] for noun in nouns}
    sets["people"] = (
        (sets["anonymous"] | sets["parties"] | sets["accused"]) - sets["bodies"] - sets["generic"] - sets["documents"] - sets["countries"]
    )
    sets["other_bodies"] = (sets["generic"] | sets["bodies"] | sets["public"]) - sets["unspecific"] - sets["company_forms"]
    sets["of_bodies"] = sets["in_bodies"] | sets["bodies"] | sets["generic"] | sets["papers"]
    sets["of_people"] = sets["offices"] | sets["people"]
    sets["titles"] = frozenset(raw["titles"]["person"])
    sets["female"] = frozenset(raw["titles"]["female"])
    sets["male"] = frozenset(raw["titles"]["male"])
    sets["alike"] = {noun: frozenset(nouns) for nouns in raw["alike"] for noun in nouns}
    bodies = {name for names in raw["described"].values() for name in names}
    sets["described"] = {name: frozenset(n for n, names in raw["described"].items() if name in names) for name in bodies}
    sets["sector"] = {noun: code for code, nouns in raw["sector"].items() for noun in nouns}
    return sets


def read_toml(name: str) -> dict[str, Any]:
    """A lexicon that is shipped, as it stands; raises ValueError with its name where it is no TOML."""
    try:
        return tomllib.loads(_lexicons().joinpath(name).read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _lexicons() -> Traversable:
    return resources.files("tasks.extract").joinpath("lexicons")


def check_lexicons() -> str:
    """Load every list of this module and return what tells this state of the files from any other: 8 hex digits of their SHA-256.

    Raises ValueError that names the file and what is wrong in it.
    """
    for part in ("verbs", "nouns", "adjectives"):
        cues(part)
    for load in (triggers, country_names, organizations, modality, participants, first_names, roles):
        load()
    files = sorted((f for f in _lexicons().iterdir() if f.name.endswith((".toml", ".csv"))), key=lambda f: f.name)
    return hashlib.sha256(b"\0".join(part for f in files for part in (f.name.encode(), f.read_bytes()))).hexdigest()[:8]


def _refuse_unknown(found: Iterable[str], known: Container[str], where: str) -> None:
    """Raise ValueError for the first key that is none of those that are read: a slip of the pen would be passed over else."""
    for key in found:
        if key not in known:
            raise ValueError(f"{where}: unknown key {key!r}")
