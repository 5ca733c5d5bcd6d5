"""Which words of events.toml tell no event as they stand."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from tasks.extract.events.parties import TIMES, doers, is_matter
from tasks.extract.lexicon import Trigger, is_form_of, participants
from tasks.extract.phrases import objects_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def _is_reception(noun: "Token") -> bool:
    """True for criticism, not for 'the opposition' or 'opposition leaders'."""
    return is_form_of(noun.text, participants()["receptions"]) and not any(c.dep_ in ("det", "compound", "poss") for c in noun.lefts)


def _by_nature(verb: "Token") -> bool:
    """True for a verb whose subject, or whose cause in the passive, is a calamity: 'floods killed ten', 'were injured in the crash'."""
    if is_form_of(verb.text, participants()["intended"]):
        return False
    causes = [c for c in verb.children if c.dep_ == "nsubj"]
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        causes = doers(verb) or [t for c in verb.children if c.text.lower() in ("in", "of", "from") for t in objects_of(c)]
    return any(_is_calamity(t) for t in causes)


def _is_calamity(noun: "Token") -> bool:
    """True for a flood or an outbreak of cholera, not for an outbreak of violence."""
    if not is_form_of(noun.text, participants()["calamities"]):
        return False
    of = [t for c in noun.rights if c.text.lower() == "of" for t in objects_of(c)]
    return not of or any(is_form_of(t.text, participants()["calamities"]) for t in of)


def is_plausible(trigger: Trigger, token: "Token", sources: Collection["Token"], targets: Collection["Token"]) -> bool:
    """False for a verb that tells no event as it stands: a modifier, or one that lacks the company it needs."""
    words = trigger.words[0]
    if trigger.noun:
        danger = len(trigger.words) == 1 and "threat" in words and any(c.dep_ == "prep" and c.text.lower() == "to" for c in token.children)
        return not danger  # 'a threat to health' is no act
    if token.tag_ == "VBN" and token.dep_ == "amod":
        return False
    if "meet" in words and (around := {c.dep_ for c in token.children}) & {"nsubjpass", "auxpass"} and "agent" not in around:
        return False  # 'will be met with force', 'the demands were met', not 'was met by Lee'
    if trigger.event_type == "ASSAULT" and _by_nature(token):
        return False  # 'floods killed ten'
    if token.i > 0 and token.nbor(-1).text.lower() == "test":
        return False  # 'test fired a missile'
    if "meet" in words and any(_is_reception(o) for c in token.children if c.text.lower() == "with" for o in objects_of(c)):
        return False  # 'was met with criticism'
    if "press" in words and any(c.text.lower() in ("on", "ahead") and c.dep_ in ("prt", "advmod") for c in token.children):
        return False  # 'pressed ahead with the vote'
    if len(trigger.words) > 1:
        return True
    if (words & participants()["spoken"] and token.tag_ == "VBG" and token.dep_ in ("advcl", "acl")) or (
        words & participants()["by_somebody"] and all(map(is_matter, sources))
    ):
        return False
    if words & participants()["spoken"] and any(c.dep_ == "dobj" and c.ent_type_ not in TIMES for c in token.children):
        return False  # 'speaks Norse'
    if words & participants()["intransitive"] and any(c.dep_ == "dobj" and c.ent_type_ not in TIMES for c in token.children):
        return False  # 'demonstrate a willingness', 'rally support'
    if words & {"return", "receive"} and not any(c.dep_ in ("dobj", "nsubjpass") and not is_matter(c) for c in token.children):
        return False
    plural = len(sources) > 1 or any(t.tag_ in ("NNS", "NNPS") or t.text.lower() in ("they", "both", "we") for t in sources)
    objects = any(c.dep_ in ("dobj", "nsubjpass", "dative", "ccomp", "xcomp") for c in token.children) or token.dep_ == "acl"
    of = any(c.dep_ == "prep" and c.text.lower() == "of" for c in token.children)  # 'they spoke of a plan'
    if words & participants()["needs_company"] and not targets and not (plural and not of and words & participants()["alone_in_plural"]):
        return False
    return not (words & participants()["needs_object"] and not targets and not objects)
