"""Names of people and bodies as they stand in a text: sightings, clean and folded forms, and who a first name tells of."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from tasks.annotate import AnnotatedArticle, Paragraph
from tasks.extract.lexicon import base_forms, country_names, first_names, is_form_of, roles

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

POSTNOMINALS = frozenset({"QC", "KC", "SC", "MP", "MEP", "MSP", "MLA", "CBE", "OBE", "MBE", "PhD", "MD", "FRS"})
NICKNAME = re.compile(r" [“\"‘'][A-Z]\w+(?: [A-Z]\w+)?[”\"’'] ")
NAMING = frozenset({"name", "identify", "call", "know"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name where it stands: the words of office beside it, the title before it, whether it is the subject of its clause, and whether
    the clause tells that he or she was arrested, charged or the like."""

    name: str
    start: int
    role: str = ""
    title: str = ""
    subject: bool = False
    accused: bool = False


def people(annotated: AnnotatedArticle) -> Iterator[Sighting]:
    """Every name of a person, in order; also a bare surname that the model does not mark, where the article gives it in full."""
    spans = [person_spans(p) for p in annotated.paragraphs]
    surnames = {
        next((t.text for t in reversed(e) if t.tag_ != "POS"), "") for found in spans for e in found if len(e) > 1
    } | _mostly_people(spans, annotated)
    for paragraph, found in zip(annotated.paragraphs, spans, strict=True):
        text = annotated.article.text[paragraph.start : paragraph.end]
        marked = "\n".join(e.text for e in found)
        unmarked = {s for s in surnames if s in text and text.count(s) > marked.count(s)}
        taken = {t.i for e in found for t in e}
        seen = (t for t in paragraph.tokens if unmarked and t.text in unmarked and t.i not in taken and _is_bare_surname(t))
        bare = [paragraph.doc[t.i : t.i + 1] for t in seen]
        for entity in sorted((*found, *bare), key=lambda e: e.start):
            before = paragraph.doc[entity.start - 1].text if entity.start else ""
            title = before if before.lower().strip(".") in roles()["titles"] else entity.text.split()[0]
            yield Sighting(
                entity.text,
                paragraph.start + entity.start_char,
                _role_of(entity),
                title.lower().strip("."),
                entity.root.dep_ == "nsubj",
                is_accused(entity.root),
            )


def introductions(annotated: AnnotatedArticle) -> Iterator[tuple[int, str, str]]:
    """Every person whom an indefinite phrase brings in without a name: place, noun and words of 'a Georgia judge', 'a judge'."""
    for paragraph in annotated.paragraphs:
        for token in paragraph.tokens:
            if token.tag_ != "NN" or token.dep_ in ("compound", "nmod") or not is_form_of(token.text, roles()["of_people"]):
                continue
            article = next((c for c in token.lefts if c.text.lower() in ("a", "an")), None)
            if article is None:
                continue
            between = paragraph.doc[article.i + 1 : token.i]
            named = token.i + 1 < len(paragraph.doc) and token.nbor().tag_ == "NNP"  # a judge Lee
            if not named and all((token in t.ancestors and t.tag_[:2] in ("JJ", "NN", "VB", "HY")) or t.text == "-" for t in between):
                yield paragraph.start + article.idx, token.text.lower(), paragraph.doc[article.i + 1 : token.i + 1].text


def _mostly_people(spans: Iterable[Iterable["Span"]], annotated: AnnotatedArticle) -> set[str]:
    """Names of one word that the model takes for a person's at least as often as for anything else's."""
    marked = Counter(e.text for found in spans for e in found if len(e) == 1)
    others = Counter(e.text for p in annotated.paragraphs for e in p.ents if e.label_ != "PERSON") if marked else Counter()
    return {name for name, count in marked.items() if count >= others[name] and name[:1].isupper()}


def is_accused(name: "Token") -> bool:
    """True for Lee in 'Lee was arrested', 'charged Ann Lee with murder', 'the suspect, named as Lee'."""
    while name.dep_ == "conj":
        name = name.head
    verb = name.head
    if name.dep_ in ("nsubjpass", "dobj"):
        return is_form_of(verb.text, roles()["accusing"]) and not any(c.dep_ == "neg" for c in verb.children)
    if name.dep_ == "pobj" and verb.text.lower() == "as" and is_form_of(verb.head.text, NAMING):
        named = [c for c in verb.head.children if c.dep_ in ("dobj", "nsubjpass")] or [verb.head.head]
        return any(t.text.lower() in ("him", "her") or is_form_of(t.text, roles()["accused"]) for t in named)
    return False


def _is_bare_surname(token: "Token") -> bool:
    """True for a name of one word that the model marks as nobody's or a body's, and that is no part of a longer one."""
    doc, i = token.doc, token.i
    before, after = (doc[i - 1] if i else None), (doc[i + 1] if i + 1 < len(doc) else None)
    titled = before is not None and before.text.lower().strip(".") in roles()["titles"]
    longer = (before is not None and before.tag_ in ("NNP", "HYPH") and not titled) or (after is not None and after.tag_ in ("NNP", "HYPH"))
    return token.tag_ == "NNP" and token.ent_type_ in ("", "ORG", "GPE") and not longer and token.text.lower() not in country_names()


def person_spans(paragraph: Paragraph) -> list["Span"]:
    """Spans that name a person: those the model marks, and names behind an office ('Foreign Minister Elena Arrúa') or a first
    name that it took for something else."""
    doc, tokens = paragraph.doc, paragraph.tokens
    found = [_without_verb(e) for e in paragraph.ents if (e.label_ == "PERSON" and _is_name(e)) or (len(e) == 2 and is_holder(e.root))]
    taken = {t.i for e in found for t in e}
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.tag_ != "NNP" or i in taken or not token.text[:1].isupper() or token.text.isupper():
            i += 1
            continue
        end = i
        while end < len(tokens) and end not in taken and (tokens[end].tag_ in ("NNP", "HYPH")) and tokens[end].text[:1] not in '“"(':
            if tokens[end].tag_ == "HYPH" and tokens[end].whitespace_:
                break  # 'Ann Lee - EU talks'
            end += 1
        run = tokens[i:end]
        first = next((k for k, t in enumerate(run) if t.text.lower() in first_names()), None)
        office = next((k for k, t in reversed(list(enumerate(run))) if _is_office(t.text)), None)
        start = first if first is not None else office + 1 if office is not None else None
        if (
            start is not None
            and len(run) - start >= 2
            and not any(t.ent_type_ in ("DATE", "FAC") for t in run[start:])
            and not _is_body(run, start)
        ):
            found.append(doc[i + start : end])
        i = max(end, i + 1)
    return sorted(found, key=lambda e: e.start)


def _is_body(run: Sequence["Token"], start: int) -> bool:
    """True for a run of names whose end, from `start`, is an organisation's: the Clinton Foundation, Duke Energy Corp."""
    titled = start > 0 and run[start - 1].text.lower() in roles()["noble"] and all(t.ent_type_ == "ORG" for t in run)
    return titled or any(t.text.lower().strip(".") in roles()["in_bodies"] for t in run[start:])


def is_holder(token: "Token") -> bool:
    """True for the last of two words that tell who holds an office, though the model takes them for a body's name: 'the president of
    Norland, Rolf Berg'."""
    run = [c for c in token.lefts if c.dep_ == "compound"]
    two = token.tag_ == "NNP" and len(run) == 1 and run[0].tag_ == "NNP" and run[0].i == token.i - 1 and token.ent_type_ in ("ORG", "")
    if not two or token.dep_ != "appos":
        return False
    head = token.head
    if head.dep_ == "pobj":  # of a country, not 'of the bank, Berg Brothers'
        if head.text.lower() not in country_names() and head.ent_type_ != "GPE":
            return False
        head = head.head.head
    return head.tag_ == "NN" and head.i < run[0].i and is_form_of(head.text, roles()["offices"])


def _without_verb(entity: "Span") -> "Span":
    """Ann Lee of 'Said Ann Lee: …'."""
    return entity.doc[entity.start + 1 : entity.end] if len(entity) > 1 and entity[0].tag_[:2] == "VB" else entity


def _is_name(entity: "Span") -> bool:
    after = entity.doc[entity.end].text if entity.end < len(entity.doc) else ""
    rubric = len(entity) == 1 and entity.start == 0 and after == ":"  # 'Explainer: …'
    if len(entity) == 1 and entity.start and entity.text.endswith("s") and entity.doc[entity.start - 1].text.lower() == "the":
        return False  # the Houthis
    other = len(entity) == 1 and (entity.text.lower() in country_names() or entity.text.lower() in roles()["inert"])  # Kiev, Brexit
    return any(c.isalpha() for c in entity.text) and not rubric and not other


def _is_office(word: str) -> bool:
    return word[:1].isupper() and is_form_of(word, roles()["offices"])


def bodies(annotated: AnnotatedArticle) -> Iterator[Sighting]:
    """Every name of an organisation, in order; 'Full Name (FN)' gives both."""
    for paragraph in annotated.paragraphs:
        for entity in paragraph.ents:
            acts = entity.text.lower() not in roles()["inert"] and entity.root.text.lower() not in roles()["papers"]
            acts = acts and (not is_form_of(entity.root.text, roles()["common"]) or any(t.tag_[:3] == "NNP" for t in entity))  # 'Groups'
            if entity.label_ == "ORG" and any(c.isalpha() for c in entity.text) and acts:
                yield Sighting(entity.text, paragraph.start + entity.start_char, _role_of(entity), subject=entity.root.dep_ == "nsubj")


def _role_of(entity: "Span") -> str:
    """The words of office or kind beside a name: 'Foreign Minister', 'Iranian airline', 'its chairwoman'; empty where there are none."""
    head = entity.root
    before = [
        t
        for t in chain.from_iterable(left.subtree for left in head.lefts if left.dep_ in ("compound", "amod", "nmod", "poss"))
        if t.i < entity.start
    ]
    role = " ".join(t.text for t in sorted(before, key=lambda t: t.i)).replace(" - ", "-")  # Vice-Foreign Minister
    beside = next((c for c in head.children if c.dep_ == "appos"), None)
    if beside is not None and not role:
        role = " ".join(t.text for t in beside.subtree if not t.is_punct)[:80]
    if not role and head.dep_ == "appos" and head.head.tag_ in ("NN", "NNP") and head.head.ent_type_ != "PERSON":
        inside = set(head.subtree)
        role = " ".join(t.text for t in head.head.subtree if t not in inside and not t.is_punct)[:80]  # 'its chairwoman, Ann Lee'
    return role or _shared_title(entity)


def _shared_title(entity: "Span") -> str:
    """The title that stands before a name, or before the first of the names it is coordinated with ('Presidents A and B')."""
    first = entity.root
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    start = first.i
    while start > 0 and first.doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    before = first.doc[start - 1] if start > 0 else None
    known = before is not None and roles()["offices"].intersection(base_forms(before.text))
    return before.text if before is not None and known and before.text[0].isupper() else ""


def is_female(name: str, title: str = "", role: str = "") -> bool | None:
    """True or False where a title, a role or the first name tells; None where none does."""
    for word in (title, *(w for w in role.lower().split() if w not in ("his", "her"))):  # 'his wife Ann' is a woman
        forms = set(base_forms(word)) if word else set()
        if forms & roles()["female"]:
            return True
        if forms & roles()["male"]:
            return False
    words = name.split()
    return first_names().get(words[0].lower()) if len(words) > 1 else None


def clean_name(name: str) -> str:
    """A person's name without titles, nickname, marks and possessive ending: 'President Joseph “Joe” Biden’s' → 'Joseph Biden'."""
    name = NICKNAME.sub(" ", name.strip().rpartition(") ")[2])  # behind a dateline's bracket
    words = re.sub(r"[“”\"«»()\[\]]|[’']s?$", "", name).split()
    while len(words) > 1 and words[0].lower().strip(".") in roles()["titles"]:
        words.pop(0)
    while len(words) > 2 and words[-1].replace(".", "") in POSTNOMINALS:
        words.pop()
    return " ".join(w.strip(",;:") for w in words)


def sector_of(text: str) -> str | None:
    """CAMEO agent code of a role or body, by its last known noun."""
    table = roles()["sector"]
    for word in reversed(re.findall(r"[\w-]+", text.lower())):
        for form in base_forms(word):
            if form in table:
                return str(table[form])
    return None


def country_in(text: str) -> str | None:
    words = re.findall(r"[\w.’'-]+", text)
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size])
            hit = country_names().get(re.sub(r"[’']s$", "", name).lower())
            if hit and name[0].isupper() and not (name.lower() in ("us",) and name != "US"):
                return hit[0].code
    return None
