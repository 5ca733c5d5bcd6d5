"""Where an event takes place: from the prepositional phrases, names and objects around its trigger, not from the dateline."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.extract.events.parties import name_of
from tasks.extract.events.verbs import is_light
from tasks.extract.lexicon import Country, Trigger, country_names, is_form_of, organizations, roles
from tasks.extract.phrases import Phrase, objects_of, phrase_from

if TYPE_CHECKING:
    from spacy.tokens import Token

PREPOSITIONS = frozenset(
    {"in", "at", "near", "inside", "outside", "across", "along", "around", "over", "on", "off", "through", "throughout", "within", "into"}
)
PLACES = ("GPE", "LOC", "FAC")
SAID = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # what their objects are about may be elsewhere
# Nouns that a place is named by: 'the port town of Mokha', 'the Ethiopian capital'
KINDS = frozenset({
    "town", "city", "village", "capital", "province", "region", "port", "district", "area", "state", "county", "island", "suburb", "border",
    "camp", "base", "neighbourhood", "neighborhood", "valley", "square", "street", "airport", "station", "building", "palace", "parliament",
    "headquarters", "embassy", "stadium", "prison", "hospital", "church", "mosque", "university", "school", "coast", "outskirt", "centre", "center",
    "road", "avenue", "bridge", "park", "garden", "market", "mall", "beach", "shrine", "temple", "synagogue", "hotel", "checkpoint", "plaza",
    "airfield", "barracks", "cathedral", "complex", "congress", "consulate", "court", "courthouse", "courtroom", "crossing", "facility", "field",
    "harbour", "harbor", "jail", "library", "monastery", "museum", "office", "restaurant", "shop", "store", "supermarket", "territory", "theatre",
})  # fmt: skip
# Where what is sent or taken back goes to or comes from.
TOWARD = {"MOBILIZE": frozenset({"to"}), "RETREAT": frozenset({"from"})}
SET_OUT = frozenset({"come", "drive", "fly", "go", "head", "sail", "travel"})
UNPLACED = frozenset({"court", "field", "office", "store"})
GATHERING = frozenset({"arrive", "assemble", "convene", "gather", "meet", "rally", "turn"})
NEAR = ("in", "near", "around", "off", "outside", "through")
GOING = frozenset(
    {"visit", "trip", "travel", "journey", "tour", "arrive", "fly", "invade", "invasion", "occupy", "annex", "enter", "march"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """The phrase that names a place, and its country where the text or the name tells it."""

    phrase: Phrase
    country: Country | None


def place_of(event: "Token", tokens: Sequence["Token"], trigger: Trigger, parties: Collection[int], base: int, text: str) -> Place | None:
    """Where the event of a trigger is; `tokens` are those of the trigger, `parties` are the tokens that take part, `base` the
    offset of the Doc. In a visit the host is the place too."""
    for token in _candidates(event, tokens, trigger):
        found = _named(token)
        if found is not None and (found.i not in parties or trigger.words[0] & GOING or _is_within(found, trigger)):
            phrase = _bare(found, base, text)
            return Place(phrase, country_of(phrase, found))
    return None


def _is_within(place: "Token", trigger: Trigger) -> bool:
    """True for what stands behind 'in' or 'at', where troops are sent to or withdraw from, and where one travels: it may be a party, too."""
    where = TOWARD.get(str(trigger.event_type), frozenset()) | {"in", "at", "near", "inside", "outside", "within"}
    gone = place.head.text.lower() == "to" and is_form_of(place.head.head.text, SET_OUT)
    return place.dep_ == "pobj" and (gone or place.head.text.lower() in where)


def _is_seat(token: "Token") -> bool:
    """True for the last word of a city's name before a noun: 'the Geneva talks', not 'United States sanctions'."""
    if token.ent_type_ != "GPE" or token.dep_ != "compound":
        return False
    whole = token.i + 1 == len(token.doc) or token.nbor(1).ent_iob_ != "I"
    hit = country_names().get("".join(t.text_with_ws for t in name_of(token)).strip().lower())
    return whole and (hit is None or hit[1] in ("capital", "seat"))


def _candidates(event: "Token", tokens: Sequence["Token"], trigger: Trigger) -> Iterator["Token"]:
    yield from (left for noun in tokens if noun.tag_.startswith("NN") for left in noun.doc[noun.left_edge.i : noun.i] if _is_seat(left))
    said = trigger.event_type in SAID
    toward = TOWARD.get(str(trigger.event_type), frozenset())
    going = _gone_for(event)
    if going is not None and is_form_of(going.text, SET_OUT):
        toward |= {"to"}
    for node in _tellers(event, going, said=said):
        yield from _behind(node, toward, within=trigger.event_type == "ASSAULT")
    if trigger.words[0] & GOING:
        yield from (c for c in event.children if c.dep_ == "dobj")
        for preposition in event.children:
            if preposition.dep_ == "prep" and preposition.text.lower() in ("to", "of", "on"):
                yield from (c for c in preposition.children if c.dep_ == "pobj")
    for token in event.doc[event.i : min(event.i + 10, event.sent.end)] if not said else ():
        if token.dep_ != "pobj" or token.head.text.lower() not in ("in", "at", "near"):
            continue
        beside = token.head.i == tokens[-1].i + 1  # 'weeks of protests in the capital', whatever the model hangs it on
        if beside or (token.ent_type_ in PLACES and token.head.head.tag_.startswith("VB")):
            yield token
    elsewhere = said or any(c.dep_ == "dobj" and (c.ent_type_ in PLACES or is_form_of(c.text, KINDS)) for c in event.rights)
    doers = [c for c in event.lefts if c.dep_ == "nsubj" and c.tag_ == "NNS" and not elsewhere]
    for doer in doers:  # 'officials in Kerala arrested a man'
        yield from _behind(doer, frozenset(), within=False)


def _tellers(event: "Token", going: "Token | None", *, said: bool) -> list["Token"]:
    """The words whose prepositions may tell where an event is: its own, its verb, its objects and doers."""
    nodes = [event]
    noun = event
    if event.dep_ == "pobj" and event.head.text.lower() == "of" and event.head.head.dep_ in ("nsubj", "nsubjpass"):
        noun = event.head.head  # 'a couple of bombings took place in Tunis'
    if noun.tag_.startswith("N") and noun.head.tag_.startswith("VB") and (is_light(noun.head) or noun.dep_ in ("nsubj", "nsubjpass")):
        nodes.append(noun.head)
    if going is not None:
        nodes.append(going)
    if not said:
        nodes += [c for n in nodes for c in n.children if c.dep_ in ("dobj", "nsubjpass", "xcomp") and c.tag_[:2] in ("NN", "VB")][:3]
        nodes += [o for c in event.children if c.dep_ == "agent" for o in c.children if o.dep_ == "pobj"]
    return nodes


def _behind(node: "Token", toward: Collection[str], *, within: bool) -> Iterator["Token"]:
    """What stands behind the prepositions of a word, and behind those of `toward`; with `within`, also where a thing is that something is
    done on: 'an attack on a base in Kumbo', but not 'talks on the war in Kumbo'."""
    for preposition in node.children:
        name = preposition.text.lower()
        if preposition.dep_ not in ("prep", "dative") or (name not in PREPOSITIONS and name not in toward):
            continue
        for governed in (c for c in preposition.children if c.dep_ == "pobj" and (name != "to" or c.tag_ in ("NNP", "NNPS"))):
            yield governed
            if name != "over" and (name != "on" or within or governed.ent_type_ in ("DATE", "TIME")):  # 'on Friday evening in Tunis'
                yield from (o for c in governed.rights if c.text.lower() in ("in", "near") for o in objects_of(c))


def _gone_for(event: "Token") -> "Token | None":
    """The verb that says where one goes or gathers for an event: 'travels to Seoul for two days of talks', 'came to Iraq to fight'."""
    noun = event.head.head if event.dep_ == "pobj" and event.head.text.lower() == "of" else event  # 'days of talks'
    if noun.tag_[:2] == "NN" and noun.dep_ == "pobj" and noun.head.text.lower() == "for" and noun.head.head.tag_[:2] == "VB":
        return noun.head.head
    doing = event.head if event.tag_[:2] == "NN" and event.head.tag_[:2] == "VB" and is_light(event.head) else event
    if doing.tag_[:2] != "VB":
        return None
    above = doing.head.head if doing.dep_ == "pcomp" and doing.head.text.lower() == "for" else doing.head
    aim = doing.dep_ == "pcomp" or (doing.dep_ in ("advcl", "xcomp") and any(c.tag_ == "TO" for c in doing.lefts))
    return above if aim and is_form_of(above.text, SET_OUT | GATHERING) else None


def _may_be_place(name: "Token") -> bool:
    """True for a name that the model takes for no place and that is one: a country or capital, and what stands behind 'in' or 'near'."""
    if name.ent_type_ != "PERSON" and country_names().get(name.text.lower(), (None, ""))[1] in ("name", "capital"):
        return True
    if name.dep_ != "pobj" or name.ent_type_ not in ("", "PERSON", "ORG") or is_form_of(name.text, roles()["bodies"]):
        return False
    if name.ent_type_ == "ORG":
        return name.head.text.lower() in NEAR and not _is_body(name)
    return name.head.text.lower() in ("in", "near")


def _is_body(name: "Token") -> bool:
    """True for a name labelled a body that is none of a place: in capitals, of several words, well known, or whose officials are told of."""
    known = name.text.isupper() or name.text.lower() in organizations() or len(name_of(name)) > 1
    return known or is_form_of(name.head.head.text, roles()["people"])


def _named(token: "Token") -> "Token | None":
    """The place that a noun names: itself, or what stands behind 'the town of', or beside it."""
    if token.tag_.startswith("NNP") and (token.ent_type_ in PLACES or _may_be_place(token)):
        return token
    if not is_form_of(token.text, KINDS) or (is_form_of(token.text, UNPLACED) and token.left_edge.i == token.i):
        return None  # 'killed in office', 'pleaded guilty in court'
    has_name = any(c.dep_ == "compound" and c.tag_ == "NNP" for c in token.lefts)  # Kuala Lumpur airport in Malaysia
    for child in token.children:
        if child.dep_ == "prep" and child.text.lower() == "of":
            named = next((c for c in child.children if c.dep_ == "pobj" and c.ent_type_ in PLACES), None)
            if named is not None:
                return named
        if child.dep_ == "prep" and child.text.lower() == "in" and not has_name:  # a market in Malakal
            within = next((c for c in child.children if c.dep_ == "pobj" and c.tag_.startswith("NNP")), None)
            if within is not None and token.tag_ == "NN":
                return within
        if child.dep_ == "appos" and child.ent_type_ in PLACES:
            return child
    return token


def country_of(phrase: Phrase, token: "Token") -> Country | None:
    """The country of a place: by its own name, by the one behind a comma, or by a demonym before it."""
    hit = country_names().get(phrase.text.lower().removeprefix("the "))
    if hit is None:
        after = token.doc[phrase.tokens[-1].i + 1 : phrase.tokens[-1].i + 5]
        if len(after) > 1 and after[0].text == ",":
            for length in (3, 2, 1):
                hit = hit or country_names().get(after[1 : 1 + length].text.lower())
    if hit is None:
        hit = next((h for t in token.lefts if (h := country_names().get(t.text.lower())) and t.text[0].isupper()), None)
    return hit[0] if hit else None


def _bare(token: "Token", base: int, text: str) -> Phrase:
    doc = token.doc
    first = last = token.i
    if token.ent_type_ not in PLACES:
        first = min([t.left_edge.i for t in token.lefts if t.dep_ in ("compound", "amod", "nmod")] or [token.i])  # New York airport
        return phrase_from(token, doc[first : token.i + 1], base, text)
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    while first < last and (doc[first].tag_ == "DT" or doc[first].is_punct):
        first += 1
    return phrase_from(token, doc[first : last + 1], base, text)
