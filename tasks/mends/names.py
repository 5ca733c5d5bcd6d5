"""Names and nouns that hang on the wrong word: whom an office, a place or a day belongs to."""

from typing import TYPE_CHECKING

from tasks.extract.lexicon import is_form_of, roles
from tasks.mends.arcs import hang

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

NOUNS = ("NN", "NNP")
CHARGING = frozenset({"accuse", "suspect", "convict", "acquit"})
CLOSING = ("”", '"', "’", "''")


def noun_for_verb(token: "Token") -> None:
    """What has an article and a preposition is a noun ('on the Lee-Roe chat'); 'accused of spying' has a verb."""
    if token.tag_ in ("VB", "VBP") and any(child.dep_ == "det" for child in token.lefts):
        token.tag_ = "NN"
    charged = token.head.text == "of" and is_form_of(token.head.head.text, CHARGING)
    if charged and token.tag_ == "NN" and token.text.endswith("ing") and token.left_edge.i == token.i:
        token.tag_, token.dep_ = "VBG", "pcomp"


def holder_beside_office(name: "Span", person: "Token") -> None:
    """Ann Lee of 'the mayor of London, Ann Lee,' stands beside the mayor, not beside London."""
    place = person.head
    if person.dep_ not in ("appos", "conj") or place.dep_ != "pobj" or place.i > person.i or place.ent_type_ == "PERSON":
        return
    before = name.doc[name.start - 1]
    if before.text != "," and (before.i != place.i or person.dep_ != "appos"):
        return
    if any(c.dep_ in ("cc", "conj") and c.i > place.i and c.i != person.i for c in place.children):
        return  # 'of Spain, Italy, and Ann Lee'
    holder, node = None, place
    while node.dep_ in ("pobj", "prep", "conj") and node.head.i < node.i:
        node = node.head
        if node.tag_ in NOUNS and is_form_of(node.text, roles()["offices"]):
            holder = node
    if holder is not None and not has_name(holder):
        hang(person, holder, "appos")


def holder_behind_place(name: "Span", person: "Token") -> None:
    """Ann Lee is the senator of 'came from the senator from Vermont Ann Lee', where no comma sets the name off."""
    link = person.head
    place = name.doc[name.start - 1] if name.start else None
    if person.dep_ != "pobj" or link.text.lower() not in ("from", "of", "for") or place is None or link.i == 0:
        return
    office = link.nbor(-1)
    if place.i > link.i and place.tag_ == "NNP" and place.head.i == person.i and is_form_of(office.text, roles()["offices"]):
        hang(link, office, "prep")
        if link.head.i == office.i:
            hang(place, link, "pobj")
            hang(person, office, "appos")


def circumstances(person: "Token") -> None:
    """Where and when is told of the meeting, not of the man, in 'met Ann Lee in Oslo on Monday'."""
    verb = person.head
    if person.dep_ == "pobj" and verb.dep_ == "prep" and verb.text.lower() in ("with", "to"):
        verb = verb.head
    elif person.dep_ != "dobj":
        return
    if verb.tag_[:2] != "VB" or verb.i > person.i:
        return
    for link in [c for c in person.rights if c.dep_ == "prep" and c.text.lower() in ("in", "at", "on", "during", "after", "before")]:
        hang(link, verb, "prep")


def has_name(office: "Token") -> bool:
    return office.ent_type_ == "PERSON" or any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in office.children)


def beside_for_with(token: "Token") -> None:
    """The Front stands beside 'one' in 'One of them, the Front, said …', where nothing joins them."""
    doc, head, first = token.doc, token.head, token.left_edge.i
    if head.dep_ not in ("nsubj", "nsubjpass") or head.i > token.i or token.tag_ not in (*NOUNS, "NNPS") or doc[first - 1].text != ",":
        return
    joined = [c for t in (head, token) for c in t.children if c.dep_ in ("cc", "conj") and c.i != token.i and c.i > head.i]
    last = token.right_edge.i
    if not joined and last + 1 < len(doc) and doc[last + 1].text == "," and head.head.i > last:
        token.dep_ = "appos"


def day_before_name(day: "Token") -> None:
    """Friday is the object of 'on' in 'On Friday Berg Motor Company said …', no part of the name."""
    before = day.doc[day.i - 1] if day.i else None
    if before is not None and before.tag_ == "IN" and day.dep_ == "compound" and before.i != day.head.i:
        hang(day, before, "pobj")


def day_of_quote(day: "Token") -> None:
    """Yesterday is told of the attack in '“Spain attacked us yesterday,” Lee said'."""
    doc, said = day.doc, day.head
    after = [t.text for t in doc[day.i + 1 : day.i + 3]]
    if day.ent_type_ not in ("DATE", "TIME") or said.i < day.i or len(after) < 2 or after[0] not in (",", ".") or after[1] not in CLOSING:
        return
    told = next((c for c in said.lefts if c.dep_ == "ccomp" and c.i < day.i), None)
    if told is not None:
        hang(day, told, "npadvmod")


def one_of_a_list(name: "Token") -> None:
    """Roe is one of three in 'met with Ann Lee, Eve Roe, and Tom Poe', nobody beside Lee."""
    head = name.head
    listed = any(c.dep_ == "cc" and c.i > name.i and c.nbor(-1).text == "," for c in head.rights)
    if listed and name.ent_type_ == head.ent_type_ == "PERSON" and head.i < name.i:
        name.dep_ = "conj"


def who_is_called(name: "Token") -> None:
    """Lee is who is called in 'called Ann Lee to discuss it'; the model takes the name for what somebody is called."""
    verb = name.head
    others = any(c.dep_ in ("dobj", "nsubjpass", "auxpass") for c in verb.children)
    if name.ent_type_ == "PERSON" and is_form_of(verb.text, {"call"}) and not others and verb.i < name.i:
        name.dep_ = "dobj"


def name_behind_noun(name: "Token") -> None:
    """France is the head of 'its ally France', as Bugle is of 'the newspaper Bugle'; persons are found beside what they are."""
    noun = name.head
    bare = (
        noun.tag_ == "NN" and name.tag_ in ("NNP", "NNPS") and name.left_edge.i == noun.i + 1 and name.ent_type_ not in ("PERSON", "DATE")
    )
    known = any(c.dep_ in ("det", "poss") for c in noun.lefts) and name.ent_iob_ != "O"
    if not bare or not known or noun.head.i == noun.i or noun.text[:1].isupper():
        return
    others = [c for c in noun.children if c.i != name.i]
    hang(name, noun.head, noun.dep_)
    for token in others:
        hang(token, name, token.dep_)
    hang(noun, name, "compound")


def hyphenated(hyphen: "Token") -> None:
    """'ex-prisoners' is one noun, not three subjects."""
    doc = hyphen.doc
    if hyphen.text != "-" or hyphen.whitespace_ or not 0 < hyphen.i < len(doc) - 1 or hyphen.nbor(-1).whitespace_:
        return
    first, last = hyphen.nbor(-1), hyphen.nbor()
    if first.dep_ == last.dep_ == hyphen.dep_ and first.head.i == last.head.i == hyphen.head.i and last.tag_[:2] == "NN":
        for token in list(first.lefts):
            hang(token, last, token.dep_)
        hang(first, last, "compound")
        hang(hyphen, last, "punct")
        hyphen.tag_ = "HYPH"


def title_ahead(name: "Token") -> None:
    """The envoy is Roe in 'Norland's Special Envoy for Africa, Minister Ann Roe, met them', where the model sees two subjects."""
    first = name.left_edge.i
    if name.ent_type_ != "PERSON" or first < 2 or name.doc[first - 1].text != ",":
        return
    title = next((c for c in name.head.lefts if c.dep_ == name.dep_ and c.right_edge.i == first - 2 and c.i < name.i), None)
    if title is not None and title.ent_type_ != "PERSON" and is_form_of(title.text, roles()["offices"]):
        hang(title, name, "nmod")
