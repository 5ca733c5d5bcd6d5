"""Which words of events.toml tell no event as they stand."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from tasks.extract.events.parties import TIMES, doers, is_matter, names_actor
from tasks.extract.lexicon import Trigger, event_nouns, is_form_of, lone_triggers, participants, roles
from tasks.extract.phrases import is_party, objects_of
from tasks.extract.status.clauses import FUTURE, POSSIBLE, modal_of

if TYPE_CHECKING:
    from spacy.tokens import Token

MESSAGES = frozenset({"call", "caller", "text", "video"})  # by which somebody threatens, beside documents
CALLING = frozenset({"call", "characterise", "characterize", "deem", "describe", "dub", "label", "term"})


def _is_reception(noun: "Token") -> bool:
    """True for criticism, not for 'the opposition' or 'opposition leaders'."""
    return is_form_of(noun.text, participants()["receptions"]) and not any(c.dep_ in ("det", "compound", "poss") for c in noun.lefts)


def _by_nature(verb: "Token") -> bool:
    """True for a verb whose subject, or whose cause in the passive, is a calamity: 'floods killed ten', 'were injured in the crash'."""
    if is_form_of(verb.text, participants()["intended"]):
        return False
    causes = _subjects_of(verb)
    if not causes and any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        causes = [t for c in verb.children if c.text.lower() in ("in", "of", "from") for t in objects_of(c)]
    return any(_is_calamity(t) for t in causes)


def _subjects_of(verb: "Token") -> list["Token"]:
    """What does it by the words around a verb: its subject, a relative pronoun's noun, the doer of a passive, or that of the verb it goes on
    from: 'the storm hit Norland, killing ten'."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if own:
        return [verb.head if c.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else c for c in own]
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return doers(verb)
    return _subjects_of(verb.head) if verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG") else []


def _is_of_animals(verb: "Token") -> bool:
    """True for what is done to beasts: 'killed a dog', not 'killed Mr Fox'."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return bool(objects) and all(c.tag_ in ("NN", "NNS") and is_form_of(c.text, participants()["animals"]) for c in objects)


def _is_calamity(noun: "Token") -> bool:
    """True for a flood or an outbreak of cholera, not for an outbreak of violence."""
    if is_form_of(noun.text, {"fire"}) and any(c.ent_type_ in ("NORP", "GPE", "ORG") or c.dep_ == "compound" for c in noun.lefts):
        return False  # Russian fire, artillery fire
    named = [noun, *(c for c in noun.lefts if c.dep_ == "compound")]  # Cyclone Idai
    if not any(is_form_of(t.text, participants()["calamities"]) for t in named):
        return False
    of = [t for c in noun.rights if c.text.lower() == "of" for t in objects_of(c)]
    return not of or any(is_form_of(t.text, participants()["calamities"]) for t in of)


def _is_told_already(verb: "Token") -> bool:
    """True for what an attack does that is told itself: 'the attack killed ten'."""
    if not is_form_of(verb.text, participants()["harming"]):
        return False
    return any(
        t.noun and t.event_type == "ASSAULT"
        for c in ([] if verb.dep_ in ("relcl", "advcl") else _subjects_of(verb))  # whose victims are told there
        for t in lone_triggers(c.text)
    )


def _is_somebody(participle: "Token") -> bool:
    """True for 'the accused' and 'those injured'."""
    before = participle.nbor(-1) if participle.i > participle.sent.start else None
    return participle.tag_ == "VBN" and before is not None and before.text.lower() in ("the", "those") and participle.dep_ != "amod"


def _is_question(verb: "Token") -> bool:
    """True where somebody asks what is so, not for something: 'asked whether they would come', 'asked Lee about it'."""
    if not is_form_of(verb.text, {"ask"}):
        return False
    clauses = [c for c in verb.rights if c.dep_ in ("ccomp", "advcl", "xcomp")]
    if any(t.text.lower() in ("whether", "if", "why", "how", "what", "who", "when", "where") for c in clauses for t in c.lefts):
        return True
    return not clauses and any(c.text.lower() in ("about", "if", "whether", "why", "how") for c in verb.rights)


def _is_claim(verb: "Token") -> bool:
    """True where somebody insists that something is so, not that it be so or must be: 'insisted there was no crisis'."""
    if not is_form_of(verb.text, {"insist"}):
        return False
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    finite = (t for c in clauses for t in (c, *c.lefts) if t is c or t.dep_ in ("aux", "auxpass"))
    indicative = any(t.tag_ in ("VBZ", "VBD") or (t.tag_ == "VBP" and t.text.lower() in ("are", "have")) for t in finite)
    return indicative or any(modal_of(c) in FUTURE | POSSIBLE | {"would"} for c in clauses)


def _is_of_one_mind(verb: "Token") -> bool:
    """True where somebody only thinks alike: 'agreed that it was late', 'Lee agreed', not 'agreed that it would be lifted' nor 'both agreed'."""
    if not is_form_of(verb.text, {"agree"}) or any(
        c.dep_ in ("nsubjpass", "auxpass", "dobj", "xcomp", "neg", "prep") for c in verb.children
    ):
        return False
    clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if clause is not None:
        subjunctive = any(c.tag_ == "VB" and c.dep_ in ("aux", "auxpass") for c in clause.lefts)
        return modal_of(clause) is None and clause.tag_ != "VB" and not subjunctive
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
    return bool(subjects) and all(c.ent_type_ == "PERSON" and not any(d.dep_ == "conj" for d in c.rights) for c in subjects)


def _is_called(verb: "Token") -> bool:
    """True where a verb has an object and what it is called: 'called it a crime', 'described the vote as unfair', 'was called a liar'."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "ccomp", "xcomp", "oprd", "prep", "acomp", "attr", "advcl") for c in verb.children):
        return True
    return verb.dep_ in ("acl", "relcl") or sum(c.dep_ in ("dobj", "dative") for c in verb.children) != 1


def is_plausible(trigger: Trigger, token: "Token", sources: Collection["Token"], targets: Collection["Token"]) -> bool:
    """False for a verb or noun that tells no event as it stands: a modifier, or one that lacks the company it needs."""
    words = trigger.words[0]
    if trigger.noun:
        return len(trigger.words) > 1 or not _is_no_act(words, token, sources, targets)
    if _means_another(trigger, token, targets):
        return False
    if "attribute" in words and not targets:
        return False  # 'attributed the fire to faulty wiring'
    if "commit" in words and len(words) == 1 and not _binds(token):
        return False  # 'committed the murder'
    if "defend" in words and any(c.dep_ == "dobj" and _is_own(c) for c in token.rights):
        return False  # 'defended his record'
    if "vote" in words and trigger.event_type == "SUPPORT" and not any(map(_decides, sources)):
        return False  # 'voters should vote for Lee'
    if words & participants()["between_parties"] and len(trigger.words) == 1 and not any(names_actor(t) or is_party(t) for t in targets):
        return False  # 'challenged the idea'
    if "express" in words and "concern" in trigger.words[-1] and not targets:
        return False  # 'expressed concern about prices'
    if (
        "visit" in words
        and len(words) == 1
        and sources
        and not any(t.ent_type_ == "PERSON" for t in targets)
        and all(is_form_of(t.text, participants()["guests"]) for t in sources)
    ):
        return False  # 'tourists visit the cathedral'
    if len(trigger.words) > 1:
        return not (trigger.event_type == "REQUEST" and "pressure" in trigger.words[1] and _is_need(token, sources, ()))
    if trigger.event_type == "REQUEST" and _is_need(token, sources, targets):
        return False
    return not _is_done_otherwise(words, token, sources) and _has_company(words, token, sources, targets)


def _is_own(thing: "Token") -> bool:
    """True for oneself and for what one did: 'defended his record', not 'defended her ally'."""
    return thing.text.lower().endswith(("self", "selves")) or (is_matter(thing) and any(c.tag_ == "PRP$" for c in thing.lefts))


def _decides(voter: "Token") -> bool:
    """True for who votes by office or by name, not for 'you' or for the people at an election."""
    pronoun = voter.tag_ == "PRP" and voter.text.lower() not in ("he", "she", "they")
    return not (pronoun or voter.tag_ in ("WP", "DT") or is_form_of(voter.text, participants()["electors"]))


def _is_no_act(words: frozenset[str], noun: "Token", sources: Collection["Token"], targets: Collection["Token"]) -> bool:
    """True for a noun that tells no act by its own words: 'a threat to health', 'growing demand for gas', pressure of nobody on nobody, a
    warning of storms, war and debate in general, a proposal to nobody."""
    behind = {c.text.lower() for c in noun.children if c.dep_ == "prep"}
    if "threat" in words:
        if "from" in behind and sources:
            return False  # 'faces threats from the gang'
        posed = is_form_of(noun.head.text, {"pose", "face"}) or any(is_form_of(c.text, {"pose"}) for c in noun.rights if c.dep_ == "acl")
        return posed or "to" in behind
    if "demonstration" in words and noun.tag_ == "NN":
        of = [t for c in noun.children if c.dep_ == "prep" and c.text.lower() == "of" for t in objects_of(c)]
        return bool(of) and all(is_matter(t) or t.tag_ == "NN" for t in of)  # 'a demonstration of leadership'
    if "pressure" in words:
        return not sources and not targets
    if "proposal" in words:
        return not (sources and any(names_actor(t) or is_party(t) for t in targets))
    if "debate" in words:  # not 'a debate about guns', 'fairness in debates'
        told = any(c.dep_ in ("det", "poss", "compound", "nummod") for c in noun.lefts)
        about = (o for c in noun.rights if c.text.lower() in ("about", "around", "on", "over") for o in objects_of(c))
        return not ("between" in behind or (told and all(o.ent_type_ in TIMES for o in about)))
    if "warning" in words:
        return not sources and not targets  # of a storm
    if "war" in words:  # 'voted for more war', 'a war-damaged town'
        told = any(c.dep_ in ("det", "poss", "compound", "amod", "nummod") for c in noun.lefts) or noun.head.text.lower() == "at"
        joined = noun.i + 1 < len(noun.doc) and noun.nbor().text == "-"
        beside = {c.text.lower() for c in noun.head.rights if c.dep_ == "prep"} if noun.dep_ == "nsubj" else set()  # 'war broke out in …'
        return joined or not (told or sources or targets or (behind | beside) & {"against", "between", "in", "on", "with"})
    if "charge" in words and noun.tag_ == "NN" and noun.head.text.lower() == "in":
        return not any(c.dep_ in ("det", "poss") for c in noun.lefts)  # 'is in charge of the inquiry'
    if "demand" in words and noun.tag_ == "NN":
        told = any(c.dep_ in ("det", "poss", "acl", "compound") for c in noun.children)
        return not told or any(c.dep_ == "compound" and is_form_of(c.text, participants()["goods"]) for c in noun.lefts)
    return False


def _is_duty(verb: "Token") -> bool:
    """True where somebody is charged with a task: 'who is charged with keeping the talks alive'."""
    tasks = (t for c in verb.rights if c.text.lower() == "with" for t in c.rights if t.tag_ == "VBG")
    return is_form_of(verb.text, {"charge"}) and any(is_form_of(t.text, participants()["duties"]) for t in tasks)


def _is_name_given(trigger: Trigger, verb: "Token") -> bool:
    """True for 'a company called Horn' and 'the dog is called Sam', where nobody phones."""
    joined = verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(c.dep_ == "nsubjpass" for c in verb.children))
    return trigger.mode == "phone" and is_form_of(verb.text, {"call"}) and joined and not any(c.dep_ == "agent" for c in verb.children)


def _is_danger(verb: "Token") -> bool:
    """True where no one threatens: 'the strikes threatened to derail the talks', but a letter does."""
    if not is_form_of(verb.text, {"threaten"}):
        return False
    subjects, messages = _noun_subjects(verb), roles()["documents"] | MESSAGES
    return bool(subjects) and all(is_matter(t) and not is_form_of(t.text, messages) for t in subjects)


def _binds(verb: "Token") -> bool:
    """True for 'committed to leave', 'was committed to it' and 'committed themselves'."""
    return any(c.text.lower() == "to" or c.dep_ in ("ccomp", "xcomp") or c.text.lower().endswith(("self", "selves")) for c in verb.rights)


def _means_another(trigger: Trigger, token: "Token", targets: Collection["Token"]) -> bool:
    """True for a verb that tells something else by its own words: a modifier, a question, 'test fired', 'was met with criticism'."""
    words = trigger.words[0]
    if token.tag_ == "VBN" and token.dep_ == "amod":
        return True
    if _is_somebody(token) or _is_question(token) or _is_claim(token) or _is_told_already(token):
        return True
    if is_form_of(token.text, {"warn"}) and any(is_form_of(t.text, participants()["experts"]) for t in _noun_subjects(token)):
        return True  # 'scientists warn that few are left'
    if _is_of_one_mind(token):
        return True  # 'agreed that it was late'
    if _is_duty(token) or _is_name_given(trigger, token) or _is_danger(token):
        return True
    if "meet" in words and (around := {c.dep_ for c in token.children}) & {"nsubjpass", "auxpass"} and "agent" not in around:
        return True  # 'will be met with force', 'the demands were met', not 'was met by Lee'
    if trigger.event_type in ("ASSAULT", "COERCE") and _by_nature(token):
        return True  # 'floods killed ten'
    if trigger.event_type in ("ASSAULT", "AID") and _is_of_animals(token):
        return True  # 'fed the ducks'
    if is_form_of(token.text, {"explode"}) and not any(is_form_of(t.text, participants()["exploding"]) for t in token.lefts):
        return True  # 'the population exploded'
    before = token.nbor(-1).text.lower() if token.i > 0 else ""
    tested = before == "test" or (before == "-" and token.i > 1 and token.nbor(-2).text.lower() == "test")
    if (tested and trigger.event_type == "ASSAULT") or (before == "as" and token.text.lower() == "opposed"):
        return True  # 'test fired a missile', 'peace as opposed to war'
    if "meet" in words and any(_is_reception(o) for c in token.children if c.text.lower() == "with" for o in objects_of(c)):
        return True  # 'was met with criticism'
    if "press" in words and any(c.text.lower() in ("on", "ahead") and c.dep_ in ("prt", "advmod") for c in token.children):
        return True  # 'pressed ahead with the vote'
    # 'describes the crime of a king'
    return trigger.event_type == "ACCUSE" and len(trigger.words) > 1 and bool(words & CALLING) and not _is_called(token)


def _is_need(verb: "Token", sources: Collection["Token"], targets: Collection["Token"]) -> bool:
    """True for a demand that nobody makes: 'the crisis demands an answer', 'the war, which would demand more of the allies'."""
    if not targets and any(is_matter(t) and not is_form_of(t.text, roles()["documents"]) for t in _noun_subjects(verb)):
        return True
    relative = verb.dep_ == "conj" and verb.head.dep_ == "relcl"
    return relative and bool(sources) and all(is_form_of(t.text, event_nouns()) for t in sources)


def _is_done_otherwise(words: frozenset[str], verb: "Token", sources: Collection["Token"]) -> bool:
    """True for a single word that its subject or object gives another meaning: 'speaks Norse', 'the rules allow them to stay'."""
    lists = participants()
    if words & lists["spoken"] and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl"):
        return True
    if words & lists["by_somebody"] and all(map(is_matter, sources)):
        fled = (c for c in verb.rights if c.dep_ == "xcomp" and is_form_of(c.text, {"abandon", "evacuate", "flee", "leave", "move"}))
        return bool(sources) or next(fled, None) is None  # but 'thousands were forced to flee'
    if words & (lists["spoken"] | lists["intransitive"]) and any(c.dep_ == "dobj" and c.ent_type_ not in TIMES for c in verb.children):
        return True  # 'speaks Norse', 'demonstrate a willingness', 'rally support'
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    if words & lists["spoken"] and passive and not any(c.text.lower() in ("to", "with") for c in verb.rights):
        return True  # 'her words were spoken by an actor'
    if "allow" in words and all(map(is_matter, _noun_subjects(verb) or [c for c in verb.lefts if c.dep_ == "nsubj"])):
        return True  # 'the rules allow them to stay', 'allowing him to leave'
    return bool(words & {"return", "receive"}) and not any(c.dep_ in ("dobj", "nsubjpass") and not is_matter(c) for c in verb.children)


def _noun_subjects(verb: "Token") -> list["Token"]:
    return [c for c in verb.lefts if c.dep_ == "nsubj" and c.tag_[:2] == "NN"]


def _has_company(words: frozenset[str], verb: "Token", sources: Collection["Token"], targets: Collection["Token"]) -> bool:
    """False for a verb without those or that which it needs: 'they spoke', but not 'he spoke'."""
    lists = participants()
    plural = len(sources) > 1 or any(
        t.tag_ in ("NNS", "NNPS") or t.text.lower() in ("they", "both", "we") or is_form_of(t.text, lists["assemblies"]) for t in sources
    )
    of = any(c.dep_ == "prep" and c.text.lower() == "of" for c in verb.children)  # 'they spoke of a plan'
    together = plural and not of and words & lists["alone_in_plural"]
    if targets or together:
        return True
    objects = any(c.dep_ in ("dobj", "nsubjpass", "dative", "ccomp", "xcomp") for c in verb.children) or verb.dep_ == "acl"
    return not (words & lists["needs_company"]) and (objects or not words & lists["needs_object"])
