"""Named entities as the model marks them, with the ends that it gets wrong mended: a step of the pipeline, before anything reads them.

The model ends a person's name at a hyphen or before a last name that it does not know, begins it with an office or a place, and breaks
long names of bodies at 'of' and 'and'. What the text itself tells is surer: the bracket behind a body's name, a first name, a hyphen.
"""

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache
from typing import TYPE_CHECKING

from tasks.extract.abbreviations import definitions
from tasks.extract.lexicon import country_names, first_names, is_form_of, long_organizations, organizations, roles
from tasks.extract.spelling import fold_name, is_misspelt

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

NAMES = ("NNP", "NNPS")
TITLES = ("dr", "mr", "mrs", "ms", "prof", "sir", "cllr", "sen", "rep", "gov", "gen", "rev")
COURTESY = ("mr", "mrs", "ms", "miss", "sir")
PLACES = frozenset(
    {"bay", "borough", "cathedral", "county", "hall", "house", "island", "park", "river", "road", "square", "street", "town"}
)
LEADING = frozenset({"chancellor", "premier", "president", "senator"})
NO_NAMES = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "LAW")
TRUSTING = frozenset({"believe", "believes", "believed", "belief", "confidence", "faith", "interest", "interested", "trust"})
TOWNS = frozenset({"capital", "city", "district", "island", "outskirts", "port", "province", "region", "suburb", "town", "village"})
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
DASHES = ("-", "–", "—")
Entity = tuple[int, int, str]  # first token, the one behind the last, label


def mend_names(doc: "Doc") -> "Doc":
    """The Doc with its entities mended; those that a longer one covers are gone."""
    marked = [(e.start, e.end, e.label_) for e in doc.ents]
    titled = _titled(doc, marked)
    if not marked and not titled:
        return doc
    bodies = [*_defined(doc, marked), *_well_known(doc, marked), *_two_parts(doc, marked)]
    people = {start: end for start, end, label in marked if label == "PERSON"}
    mended = [
        _person(doc, start, end, people) if label == "PERSON" else _other(doc, start, end, label)
        for start, end, label in marked
        if not any(start <= first < end for first, _, _ in titled)
        and not (label == "PERSON" and end - start == 1 and is_form_of(doc[start].text, roles()["offices"]))  # 'Senator, Ann Lee, …'
    ]
    kept: list[Entity] = []
    for start, end, label in sorted({*bodies, *mended, *titled}, key=lambda e: (-(e[1] - e[0]), e[0])):
        if end > start and not any(s < end and start < t for s, t, _ in kept):
            kept.append((start, end, label))
    if sorted(kept) != marked:
        from spacy.tokens import Span

        doc.set_ents([Span(doc, *e) for e in kept])
    return doc


def _person(doc: "Doc", start: int, end: int, people: Mapping[int, int]) -> Entity:
    """A person's name with all its last names, without the office or the place before it; `people` are the ends of the names by start."""
    start, end = _undashed(doc, start, end)
    if end in people and doc[end - 1].dep_ == "compound" and doc[end - 1].head.i >= end:
        end = people[end]  # 'Ann Maria' and 'el-Voss'
    end = _over_hyphens(doc, end)
    if end < len(doc) and end - start <= 3 and doc[end - 1].whitespace_ and _goes_on(doc[start:end], doc[end]):
        end = _over_hyphens(doc, end + 1)
    while end - start > 2 and _stands_before(doc, start):
        start += 1
    while start and _begins(doc[start - 1], doc[start]):
        start -= 1
    capitals = end - start == 1 and doc[start].text.isupper() and len(doc[start].text) > 1
    return start, end, "ORG" if capitals and start and doc[start - 1].text.lower() == "the" else "PERSON"


def _titled(doc: "Doc", marked: Sequence[Entity]) -> list[Entity]:
    """Persons of one name behind a title, whom the model takes for a body or nobody: Lee of 'Pope Lee' and 'President Lee'."""
    found = []
    for match in _titles().finditer(doc.text):
        span = doc.char_span(match.start(1), match.end(1))
        if span is None or len(span) != 1 or span[0].tag_ not in NAMES or span[0].ent_type_ == "PERSON":
            continue
        if any(is_form_of(span.text, roles()[words]) for words in ("of_bodies", "in_bodies", "countries")) or is_form_of(span.text, PLACES):
            continue  # Duke University, King County
        name, after = span[0], doc[span.end] if span.end < len(doc) else None
        whole = all(start >= name.i - 1 and end == span.end for start, end, _ in marked if start < span.end and name.i < end)
        if whole and (after is None or after.tag_ not in (*NAMES, "HYPH", "POS", "CD")):
            found.append((span.start, span.end, "PERSON"))
    return found


@cache
def _titles() -> re.Pattern[str]:
    titles = "|".join(sorted(word.capitalize() for word in roles()["noble"] | LEADING))
    return re.compile(rf"\b(?:{titles}) ([A-Z][\w'’-]+)")


def _over_hyphens(doc: "Doc", end: int) -> int:
    """The end of a person's name with the names that hyphens join to it: 'Ann Lee-Roe'."""
    while end + 1 < len(doc) and _is_hyphen(doc[end]) and not doc[end - 1].whitespace_ and doc[end + 1].tag_ in NAMES:
        end += 2
    return end


def _other(doc: "Doc", start: int, end: int, label: str) -> Entity:
    """What is no person, up to a dash: ABC-DEF where the model marks DEF alone."""
    start, end = _undashed(doc, start, end)
    if label in ("ORG", "GPE") and end - start <= 3 and _is_courtesy(doc, start):
        return (start + 1 if _is_title(doc[start]) else start), end, "PERSON"  # Mr de Roe
    if label == "ORG" and start > 1 and _is_hyphen(doc[start - 1]) and not doc[start - 2].whitespace_ and doc[start - 2].text.isupper():
        return start - 2, end, label
    return start, end, label


def _is_title(word: "Token") -> bool:
    return word.text.lower().strip(".") in COURTESY


def _is_courtesy(doc: "Doc", start: int) -> bool:
    """True for a name that begins with Mr or Mrs, or stands behind it."""
    return _is_title(doc[start]) or (start > 0 and _is_title(doc[start - 1]))


def _goes_on(name: Sequence["Token"], word: "Token") -> bool:
    """True for the last name that the model leaves out of a name: Voss of 'Ann Maria Voss'."""
    last = name[-1]
    if not _is_name(last) or not _is_name(word) or last.dep_ not in ("compound", "nmod") or last.head.i < word.i:
        return False
    first = len(name) > 1 or name[0].text.lower() in first_names()
    lower = word.text.lower().strip(".")
    other = is_form_of(lower, roles()["of_bodies"]) or is_form_of(lower, roles()["offices"]) or lower in country_names()
    return first and not other and not word.text.isupper() and word.ent_type_ in ("", "PERSON", "ORG", "GPE", "NORP") and len(word.text) > 1


def _stands_before(doc: "Doc", start: int) -> bool:
    """True for the first word of 'Assemblywoman Ann Lee', and of 'Vermont Ann Lee' behind 'senator from'."""
    word, following = doc[start].text.lower(), doc[start + 1].text.lower()
    if word in first_names():
        return False
    place = start > 0 and doc[start - 1].tag_ == "IN" and following in first_names()
    return place or is_form_of(word, roles()["offices"])


def _begins(word: "Token", name: "Token") -> bool:
    """True for a first name that stands before what the model marks, and for what stands between it and 'Dr'."""
    titled = word.i > 0 and word.doc[word.i - 1].text.lower().strip(".") in TITLES
    known = _is_name(word) and (titled or word.text.lower() in first_names()) and not word.text.isupper()
    return known and word.ent_type_ in ("", "ORG") and bool(word.whitespace_) and word.dep_ == "compound" and word.head.i >= name.i


def _is_name(word: "Token") -> bool:
    return word.tag_ in NAMES and word.text[:1].isupper()


def _is_hyphen(word: "Token") -> bool:
    return word.text == "-" and not word.whitespace_


def _undashed(doc: "Doc", start: int, end: int) -> tuple[int, int]:
    """Where a name begins and ends: behind the dash before it ('- Ann Lee'), at the dash between spaces that stands in it ('Ann Lee - EU
    talks')."""
    if doc[start].text in DASHES and start + 1 < end:
        start += 1
    return start, next(
        (i for i in range(start + 1, end - 1) if doc[i].text in DASHES and doc[i - 1].whitespace_ and doc[i].whitespace_), end
    )


def _defined(doc: "Doc", marked: Sequence[Entity]) -> list[Entity]:
    """Bodies whose name a bracket abbreviates, where the model marks a part of it: 'Commission on Rights (CR)'."""
    text = doc.text
    if "(" not in text:
        return []
    found = []
    for first, last, _ in definitions(text):
        span = doc.char_span(first, last)
        if span is not None and any(label == "ORG" and s < span.end and span.start < e for s, e, label in marked):
            found.append(_widest(span.start, span.end, marked))
    return found


def _well_known(doc: "Doc", marked: Sequence[Entity]) -> list[Entity]:
    """Bodies of organizations.csv whose name goes on behind what the model marks: 'Islamic State of Iraq and the Levant'."""
    found = []
    for start, end, label in marked:
        if label not in ("ORG", "GPE", "NORP", "LOC"):
            continue
        first = start + 1 if doc[start].text.lower() == "the" and end - start > 1 else start
        for name in long_organizations().get(doc[first].text.lower(), ()):
            words = [t.text.lower() for t in doc[first : first + len(name)]]
            if words == list(name) and first + len(name) > end:
                found.append((start, first + len(name), "ORG"))
                break
    return found


def _two_parts(doc: "Doc", marked: Sequence[Entity]) -> list[Entity]:
    """Bodies that the model takes for two: the League and the Defence of Rights of 'the League for the Defence of Rights'."""
    found = []
    starts = {start: end for start, end, label in marked if label == "ORG"}
    for start, end, label in marked:
        if label != "ORG" or end + 1 >= len(doc) or doc[end].text not in ("of", "for", "on") or doc[end].head.i != end - 1:
            continue
        last = next((starts[i] for i in (end + 1, end + 2) if i in starts and (i == end + 1 or doc[end + 1].text == "the")), None)
        if last is not None and not doc[last - 1].text.isupper() and is_form_of(doc[end - 1].text, roles()["of_bodies"]):
            found.append((start, last, "ORG"))
    return found


def agree(docs: Sequence["Doc"]) -> None:
    """Give a name one label throughout the Docs of an article: the model marks one man as a person here and as a body or town there.

    What the text tells is surest: a bracket makes an abbreviation a body's, 'Berg Group' makes Berg a body's, 'who' and an office beside
    the name a person's; then a last name that is a person's elsewhere, 'Lee-Roe' of Ann Lee-Roe.
    """
    named = [[(e, e.text, e.label_) for e in doc.ents] for doc in docs]
    names = [n for found in named for n in found if n[2] not in NO_NAMES]
    known = {name for _, text, label in names if label == "PERSON" for name in (text, text.split()[-1])}
    label_of = _labels(docs, names)
    missed = [_missed(doc, known) for doc in docs]
    if not label_of and not any(missed) and not any("-" in name for name in known):
        return
    from spacy.tokens import Span

    for doc, found, more in zip(docs, named, missed, strict=True):
        told = [part for entity, text, label in found for part in _pair(entity, text, label_of.get(_bare(text), label), known)]
        told = sorted([*told, *more])
        if told != [(entity.start, entity.end, label) for entity, _, label in found]:
            doc.set_ents([Span(doc, *entity) for entity in told])


def _missed(doc: "Doc", known: Set[str]) -> list[Entity]:
    """Last names of persons that the model takes for common nouns or pronouns: 'Lee signed the law' behind 'President Lee'. They get a
    name's tag as well."""
    text = doc.text
    found: list[Entity] = []
    for name in known:
        if " " in name or len(name) < 3 or name not in text or name.lower() in country_names():
            continue
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            span = doc.char_span(match.start(), match.end())
            token = span[0] if span is not None and len(span) == 1 else None
            if token is not None and token.tag_ in ("NN", "PRP") and not token.ent_type_ and token.dep_ in ARGUMENTS and token.n_lefts == 0:
                token.tag_ = "NNP"
                found.append((token.i, token.i + 1, "PERSON"))
    return found


def _pair(entity: "Span", text: str, label: str, known: Set[str]) -> list[Entity]:
    """Both persons of 'the Lee-Roe talks', where Lee and Roe are known apart; any other entity as it is."""
    start, end = entity.start, entity.end
    two = label == "PERSON" and end - start == 3 and "-" in text and {entity[0].text, entity[-1].text} <= known
    if two and not any(name.endswith(" " + text) for name in known):  # Ann Lee-Roe
        return [(start, start + 1, label), (end - 1, end, label)]
    return [(start, end, label)]


def _labels(docs: Sequence["Doc"], names: Sequence[tuple["Span", str, str]]) -> dict[str, str]:
    """The labels that differ from the model's, by the text of the name without 'the'."""
    alone = {text for _, text, label in names if label == "PERSON" and " " not in text}
    parts = (text.split() for _, text, label in names if label == "PERSON")
    alone |= {p[1] for p in parts if len(p) == 2 and p[0].lower() in roles()["particles"]}  # de Roe
    full = {text.split()[-1] for _, text, label in names if label == "PERSON" and " " in text}
    others = [(entity, text, label) for entity, text, label in names if label != "PERSON"]
    found: dict[str, str] = {}
    for entity, text, _ in others:
        size = entity.end - entity.start
        if (
            2 <= size <= 3
            and text not in found
            and _may_be_person(entity, text)
            and (entity[-1].text in alone or _tells_person(entity.root))
        ):
            found[_bare(text)] = "PERSON"
            full.add(entity[-1].text)
    last_names = {fold_name(name) for name in full}
    for entity, text, label in others:
        spelt = " " not in text and (fold_name(text) in last_names or any(is_misspelt(text.lower(), n) for n in last_names))
        if spelt and text not in found and _may_be_person(entity, text):
            found[text] = "PERSON"
        first, _, last = _bare(text).partition(" ")
        if label == "ORG" and last.split(" ")[-1].lower().strip(".") in roles()["company_forms"] and first not in full:
            found[first] = "ORG"
    if towns := {t for t in alone - full if t.lower() not in first_names()}:
        shown = [(entity, text) for entity, text, _ in names if text in towns]
        acting = {text for entity, text in shown if entity.root.dep_ in ("nsubj", "nsubjpass")}
        found.update({text: "GPE" for entity, text in shown if text not in acting and _tells_place(entity)})
    if capitals := {name for name in alone - full if not name.islower()}:
        shorts = {short for doc in docs if "(" in (text := doc.text) for _, _, short in definitions(text)}
        found.update(dict.fromkeys(shorts & capitals, "ORG"))
    return found


def _bare(name: str) -> str:
    """A name without 'the'."""
    return name.removeprefix("the ").removeprefix("The ")


def _may_be_person(entity: "Span", text: str) -> bool:
    """True for capitalised words that are no known state or body, and have no body's noun among them."""
    lower = text.lower()
    if (
        text.isupper()
        or not all(w[0].isupper() or w in roles()["particles"] for w in text.split())
        or lower in country_names()
        or lower in organizations()
    ):
        return False
    words = [w.strip(".") for w in lower.split()]
    body = any(is_form_of(w, roles()["of_bodies"]) for w in words) or words[-1] in country_names()
    return not body and all((_is_name(t) and not t.text.isupper()) or t.tag_ == "HYPH" or t.text in roles()["particles"] for t in entity)


def _tells_place(entity: "Span") -> bool:
    """True for a name behind 'in', and for that of a town, port or province."""
    link = entity.root.head
    if entity.root.dep_ != "pobj" or entity.start == 0 or link.i != entity.start - 1:
        return False
    return (link.text.lower() == "in" and link.head.text.lower() not in TRUSTING) or (link.text == "of" and link.head.text.lower() in TOWNS)


def _tells_person(name: "Token") -> bool:
    """True for a name with 'who' behind it, or beside an office: 'Ann Lee, an opposition politician'."""
    beside = [c for c in name.rights if c.dep_ == "appos"]
    if name.dep_ == "appos" and name.head.i < name.i:
        beside.append(name.head)
    if any(c.tag_ == "NN" and is_form_of(c.text, roles()["of_people"]) for c in beside):
        return True
    clauses = (c for c in name.rights if c.dep_ == "relcl")
    return any(t.text.lower() == "who" and t.dep_ in ("nsubj", "nsubjpass") for c in clauses for t in c.lefts)


def _widest(start: int, end: int, marked: Sequence[Entity]) -> Entity:
    """A body's name with the words before it that the model takes in: an article, a country."""
    return min((s for s, e, label in marked if s < start < e and label in ("ORG", "GPE")), default=start), end, "ORG"
