"""Who takes part in an event that a noun tells: by what stands in its phrase, and by the verb that carries it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from tasks.extract.events.parties import (
    BLAMING,
    DASHES,
    TIMES,
    antecedent,
    bearer,
    country_form,
    doers,
    in_pair,
    is_matter,
    is_number,
    is_site,
    is_venue,
    names_actor,
    owners,
    pair_between,
    parties,
    party,
    subject_of,
)
from tasks.extract.events.verbs import is_light, is_passive, subject_above, those_with
from tasks.extract.lexicon import Trigger, is_form_of, participants, roles
from tasks.extract.phrases import BESIDE, is_party, objects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OPPOSING = frozenset({"against", "by", "in", "of", "on", "with"})
CUSTODY = frozenset(
    {"arrest", "detain", "extradite", "hold", "imprison", "jail", "remand", "try", "convict", "acquit", "indict", "arraign"}
)  # what is done to those who are charged
DENYING = frozenset({"deny", "dispute", "dismiss", "refute", "reject"})
AGAINST = frozenset({"ASSAULT", "SANCTION"})  # types whose nouns take the country they are aimed at before them
ALLEGED = frozenset({"accusation", "allegation", "claim", "suspicion"})
BESTOWED = frozenset({"approval", "backing", "blessing", "endorsement", "nomination", "support"})
GAINING = frozenset({"accept", "earn", "enjoy", "gain", "get", "have", "receive", "secure", "seek", "win"})


def of_noun(noun: "Token", first: "Token", trigger: Trigger, names: Collection[str]) -> tuple[list["Token"], list["Token"]]:
    """Heads of the phrases of source and target of a noun whose trigger begins at `first`; `names` are surnames of the article."""
    named = _named_before(first, noun, names)
    if len(named) == 1 and trigger.event_type == "CONSULT" and _is_topic(named[0]):
        named = []
    if len(named) >= 2:
        split = len(named) if not trigger.mutual and _are_joined(named) else 1  # 'British and French attacks'
        sources, targets = named[:split], named[split:]
    elif named and (
        (_is_undergone(noun) and _owns(named[0]) and not _has_object(noun))
        or (trigger.event_type in AGAINST and _is_aim(named[0], noun) and not _subjected(noun))
    ):
        sources, targets = [], named  # Lee's arrest, the Iraq war
    else:
        sources, targets = named, []
    sources, targets = _by_prepositions(noun, trigger, sources, targets)
    if targets and not sources and is_form_of(noun.text, BESTOWED) and is_form_of(noun.head.text, GAINING) and noun.dep_ == "dobj":
        sources, targets = targets, []  # 'won the backing of the union'
    if not targets and (accused := _opposed(noun, trigger)) is not None:
        targets = [accused]
    if not sources:
        sources, more = _by_participle(noun, trigger)
        targets = targets or more
    relative = next((c for c in noun.children if c.dep_ == "relcl" and is_light(c)), None)
    if relative is not None and not sources:  # the conversation that Biden had with Putin
        subjects = [c for c in relative.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")]
        sources, undergoing = _sides(relative, noun, subjects)
        targets += undergoing + those_with(relative, trigger)
    verb = _governing(noun, alone=not trigger.mutual)
    if verb is not None and not sources:
        sources, more = _by_light_verb(verb, noun, trigger)
        targets += more or ([] if targets else [c for c in verb.children if c.dep_ == "dative" and not is_matter(c)])
    elif verb is not None and not targets and _is_undergoing(verb, noun):
        # faces sanctions by Norland, is received by the rebels
        by = doers(verb)
        targets = [c for c in (*verb.children, *by) if (c.dep_ == "nsubj" or c in by) and not is_matter(c)]
    if not sources and (blamed := _blamed(noun, trigger)) is not None:
        sources = [blamed]
    if not sources and (origin := _origin(noun)) is not None:
        sources = [origin]
    if not targets and (victim := _victim(noun, trigger)) is not None and victim not in sources:
        targets = [victim]
    if not sources and (engaged := _engaged(noun, trigger)) is not None and engaged not in targets:
        sources = [engaged]
    if not sources and trigger.mutual:
        sources, others = _taking_part(noun)
        targets = targets or others
    return sources, targets


def _engaged(noun: "Token", trigger: Trigger) -> "Token | None":
    """Who 'is in a conflict with Spain', 'is at war'."""
    link, be = noun.head, noun.head.head
    there = noun.dep_ == "pobj" and link.text.lower() in ("in", "at") and is_form_of(be.text, {"be"})
    return party(subject_of(be), be) if there and (trigger.mutual or is_form_of(noun.text, {"war", "conflict"})) else None


def _opposed(noun: "Token", trigger: Trigger) -> "Token | None":
    """Who is accused where somebody 'denied the accusation', and the government of 'anti-government protests'."""
    if trigger.event_type == "ACCUSE" and noun.dep_ == "dobj" and is_form_of(noun.head.text, DENYING):
        return party(subject_of(noun.head), noun.head)
    if trigger.event_type == "ACCUSE" and is_form_of(noun.text, ALLEGED):
        clause = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp", "relcl")), noun)
        told = next((c for c in clause.lefts if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)
        if told is not None:
            return party(told, clause)  # 'allegations that he took bribes'
    if trigger.event_type == "ACCUSE" and noun.dep_ == "pobj" and noun.head.text.lower() in ("on", "over", "under"):
        held = noun.head.head  # 'was arrested on a charge of theft'
        whom = [c for c in held.children if c.dep_ in ("nsubjpass", "dobj") and not is_matter(c)]
        return whom[0] if whom and is_form_of(held.text, CUSTODY) else None
    if trigger.event_type == "PROTEST":
        before = noun.doc[noun.left_edge.i : noun.i]
        return next((t for t in before if t.text.lower() == "government" and t.i > 1 and t.nbor(-2).text.lower() == "anti"), None)
    return None


def _by_participle(noun: "Token", trigger: Trigger) -> tuple[list["Token"], list["Token"]]:
    """Source and target by a participle at a word beside the noun: 'demands and ultimatums issued by Norland', 'the number of drills
    undertaken by Norland with Sudria'."""
    issued = [c for other in noun.conjuncts for c in other.children if c.dep_ == "acl"]
    carried: list[Token] = []
    if noun.dep_ == "pobj" and noun.head.text.lower() == "of":
        amount = noun.head.head
        whole = [amount, amount.head] if amount.dep_ == "conj" else [amount]
        carried = [c for t in whole for c in t.children if c.dep_ == "acl" and is_light(c)]
    sources = [t for c in issued or carried for t in doers(c)]
    return sources, [t for c in carried for t in those_with(c, trigger)]


def _by_prepositions(
    noun: "Token", trigger: Trigger, sources: list["Token"], targets: list["Token"]
) -> tuple[list["Token"], list["Token"]]:
    """Source and target with those that prepositions name: talks between A and B, the attack by A on B, ultimatums issued by A."""
    own = is_form_of(noun.text, participants()["own"])
    asked = trigger.event_type == "REQUEST" and not sources  # 'a call from the party', but 'her demand from the party'
    things = [t for p in noun.children if p.text.lower() == "of" for t in objects_of(p) if not names_actor(t)]
    for preposition in (*noun.children, *(c for t in things for c in t.rights if c.dep_ == "prep" and c.text.lower() != "of")):
        word = preposition.text.lower()
        if preposition.dep_ == "acl":
            sources = sources or doers(preposition)
            targets = targets or (those_with(preposition, trigger) if is_light(preposition) else [])  # 'sanctions imposed against Norland'
        if preposition.dep_ not in ("prep", "agent"):
            continue
        objects = [t for t in objects_of(preposition) if not is_number(t)]
        objects = [t for t in objects if not is_site(t, trigger) and not (word == "in" and is_form_of(t.text, roles()["documents"]))]
        own_word = trigger.words[-1] if len(trigger.words) == 3 and {word} == trigger.words[1] else frozenset[str]()
        inner = [t for t in objects if is_form_of(t.text, own_word)]  # 'a concentration of Norland's forces', 'a show of force'
        found = [b for t in objects if t not in inner and not is_matter(b := bearer(t))] + [t for o in inner for t in owners(o)[:1]]
        if word == "in":
            found = [t for t in found if t in objects or t.i < objects[0].i]  # 'claimed the attack in a call to the paper'
        if word == "of" and trigger.mutual:
            found = [t for t in objects if not is_matter(t)]  # 'discussion of Norland's proposals' is not by Norland
        backed = noun.dep_ == "pobj" and noun.head.text.lower() == "in" and next(noun.lefts, None) is None  # 'in support of Norland'
        if word == "on" and noun.dep_ == "dobj" and is_form_of(noun.head.text, BLAMING):
            sources = sources + found  # 'blamed the attack on the rebels'
            continue
        if backed and word == "of":
            targets = targets + found
            continue
        doer = word == "of" and not sources and not trigger.mutual and (own or "of" not in trigger.prepositions)
        if word in ("between", "among") and objects:
            pair = parties(objects[0])
            sources, targets = pair[:1], pair[1:]
        elif word == "from" and (inner or (word not in trigger.prepositions and sources)):
            targets = targets + found  # Norland's annexation of the island from Sudria
        elif word == "by" or (word == "from" and (asked or word not in trigger.prepositions)) or doer or (word == "of" and trigger.mutual):
            sources = sources + found
        elif word in trigger.prepositions:
            targets = targets + found
    return sources, targets


def _by_light_verb(verb: "Token", noun: "Token", trigger: Trigger) -> tuple[list["Token"], list["Token"]]:
    """Source and target of a noun by the verb that carries it: 'imposed sanctions on', 'was involved in riots', 'hit them with sanctions'."""
    by = doers(verb)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None and not by and not passive:
        subject = subject_above(verb)
    elif not by and passive and is_form_of(verb.text, {"involve", "engage"}):
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    found = by or ([subject] if subject is not None and subject.i != noun.i else [])
    sources, targets = _sides(verb, noun, [antecedent(t, verb) for t in found if not is_matter(t)])
    if not sources and targets:  # 'came under attack from Norland'
        sources = [t for c in verb.rights if c.text.lower() in ("by", "from") for t in objects_of(c) if not is_matter(t)]
    if trigger.mutual and not sources and (pair := pair_between(verb)):
        return pair[:1], pair[1:]
    targets = targets + those_with(verb, trigger)
    if is_form_of(verb.text, participants()["answering"]):
        targets += [c for c in verb.children if c.dep_ == "dobj" and c.i != noun.i and not is_matter(c)]
    return sources, targets


def _is_undergoing(verb: "Token", noun: "Token") -> bool:
    """True for 'faces sanctions' and 'came under attack'."""
    under = is_form_of(verb.text, {"come", "be", "remain"}) and noun.head.text.lower() == "under"
    return under or is_form_of(verb.text, participants()["undergoing"])


def _sides(verb: "Token", noun: "Token", subjects: list["Token"]) -> tuple[list["Token"], list["Token"]]:
    """Subjects as sources, or as targets of what they face."""
    return ([], subjects) if _is_undergoing(verb, noun) else (subjects, [])


def _governing(noun: "Token", *, alone: bool) -> "Token | None":
    """The light verb whose object a noun is: 'held talks', 'pressed on with demands', 'sanctions were imposed'."""
    node = noun
    while node.dep_ in ("conj", "compound") and node.head.tag_.startswith("NN"):
        node = node.head
    if node.dep_ == "pobj" and node.head.text.lower() == "of" and is_form_of(node.head.head.text, participants()["measures"]):
        whole = node.head.head  # a state of emergency, a series of raids
        node = whole if whole.dep_ in ("dobj", "nsubjpass", "attr") else node
    verb = node.head
    if node.dep_ == "pobj":
        while verb.dep_ == "prep" and not verb.head.tag_.startswith("VB") and verb.head.dep_ == "prep":
            verb = verb.head
        verb = verb.head
    by_means = node.dep_ == "pobj" and node.head.text.lower() == "with" and is_form_of(verb.text, participants()["answering"])
    if node.dep_ in ("dobj", "attr", "pobj", "nsubjpass") and (
        by_means
        or (
            not _beside(node)
            and (is_light(verb) or (alone and verb.tag_.startswith("VB") and is_form_of(verb.text, participants()["telling"])))
        )
    ):
        return verb
    return None


def _beside(noun: "Token") -> bool:
    """True for a noun that only tells when: 'after the protests, …'."""
    return noun.dep_ == "pobj" and noun.head.text.lower() in BESIDE


def _blamed(noun: "Token", trigger: Trigger) -> "Token | None":
    """Who is said to have done it: 'blamed Norland for the attacks', 'claimed responsibility for the attacks', 'the attack was claimed by …'."""
    verb = noun.head
    if noun.dep_ == "nsubjpass" and is_form_of(verb.text, {"claim"}):
        return party(next(iter(doers(verb)), None), verb)
    if noun.dep_ == "pobj" and trigger.event_type == "ASSAULT" and (accused := _accused(noun)) is not None:
        return accused
    if noun.dep_ != "pobj" or verb.text.lower() != "for":
        return None
    above = verb.head
    if is_form_of(above.text, {"responsibility", "credit"}) and is_form_of(above.head.text, {"claim", "take", "admit", "accept"}):
        return party(next((c for c in above.head.children if c.dep_ == "nsubj"), None) or subject_above(above.head), above.head)
    verb = above if above.tag_.startswith("VB") else above.head
    if is_form_of(verb.text, {"blame", "arrest", "charge", "convict", "condemn", "sanction"}):
        return party(next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None), verb)
    return None


def _accused(noun: "Token") -> "Token | None":
    """Who is 'charged with the murder', 'charged with two counts of murder', 'convicted of the killing'."""
    link = noun.head
    if link.text.lower() == "of" and is_form_of(link.head.text, {"charge", "count"}) and link.head.dep_ == "pobj":
        link = link.head.head
    verb = link.head
    if link.text.lower() not in ("in", "of", "with") or not is_form_of(verb.text, participants()["charging"] | {"charge"}):
        return None
    if verb.tag_[:2] != "VB":
        return None
    by_voice = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBN" else subject_above(verb) if is_passive(verb) else None
    return party(next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), by_voice), verb)


def _origin(noun: "Token") -> "Token | None":
    """Whose act a verb says it is: 'support came from Lee', 'attributed the bombing to the rebels'."""
    whole = noun
    if noun.dep_ == "pobj" and noun.head.text.lower() == "of" and noun.head.head.dep_ == "nsubj":
        whole = noun.head.head  # 'statements of support came from Lee'
    verb = whole.head
    if whole.dep_ == "nsubj" and is_form_of(verb.text, {"come", "emerge"}):
        word = "from"
    elif noun.dep_ in ("dobj", "nsubjpass") and is_form_of(verb.text, {"attribute", "ascribe"}):
        word = "to"
    else:
        return None
    return party(next((t for p in verb.children if p.text.lower() == word for t in objects_of(p)), None), verb)


def _victim(noun: "Token", trigger: Trigger) -> "Token | None":
    """Whom the clause around a noun says it was done to: 'the attack killed six people', 'homes were hit by strikes', 'died in the
    attack', 'has been the target of sanctions'."""
    if (be := _subjected(noun)) is not None:
        return party(next((c for c in be.children if c.dep_ == "nsubj"), None), be)
    verb = noun.head
    if trigger.event_type != "ASSAULT":
        return None
    if noun.dep_ == "nsubj" and is_form_of(verb.text, participants()["harming"]):
        harmed = next((c for c in verb.children if c.dep_ == "dobj"), None)
    elif noun.dep_ == "pobj" and verb.dep_ in ("agent", "prep") and verb.text.lower() in ("by", "in", "during"):
        verb = verb.head
        died = is_form_of(verb.text, {"die"}) or (is_form_of(verb.text, participants()["harming"]) and is_passive(verb))
        harmed = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None) if died else None
        if died and harmed is None and verb.dep_ == "acl":
            harmed = verb.head  # people killed in the attack
    else:
        return None
    if harmed is None or is_form_of(harmed.text, roles()["accused"]):
        return None  # 'the attacker was killed in the attack'
    meant = antecedent(harmed, verb)
    whose = bearer(meant) if is_form_of(verb.text, {"hit", "strike", "destroy", "target"}) else meant
    return None if is_matter(whose) else whose


def _subjected(noun: "Token") -> "Token | None":
    """The verb of 'has been the subject of sanctions'."""
    whole = noun.head.head
    if noun.dep_ != "pobj" or noun.head.text.lower() != "of" or not is_form_of(whole.text, {"subject", "target", "victim", "object"}):
        return None
    return whole.head if whole.dep_ == "attr" else None


def _taking_part(noun: "Token") -> tuple[list["Token"], list["Token"]]:
    """Who is there: 'Lee said in a meeting with Horn …', 'Lee urged Horn in a call to …', 'after a visit to the valley, Lee …'."""
    word, verb = noun.head.text.lower(), noun.head.head
    if word == "of" and verb.text.lower() == "ahead":
        word, verb = "ahead", verb.head  # 'Lee said ahead of talks with Roe'
    if verb.dep_ == "dobj" and verb.tag_.startswith("NN"):
        verb = verb.head  # 'ease tensions in a call'
    with_whom = any(c.dep_ == "prep" and c.text.lower() in ("with", "between") for c in noun.children)
    if (
        noun.dep_ != "pobj"
        or not (word in ("in", "during") or (word in ("after", "ahead", "at", "before", "following") and with_whom))
        or not verb.tag_.startswith("VB")
    ):
        return [], []
    while verb.dep_ == "xcomp" and verb.head.tag_.startswith("VB"):
        verb = verb.head  # 'urged him to ease tensions in a call'
    subject = party(subject_of(verb) or (subject_above(verb) if verb.tag_ == "VBG" else None), verb)
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative") and not is_matter(c)]
    return ([subject] if subject is not None else []), (told if subject is not None and not with_whom else [])


def _named_before(first: "Token", noun: "Token", names: Collection[str]) -> list["Token"]:
    """Names of parties before a noun in its phrase: 'the Biden-Putin call', 'Russia – NATO Council session', 'Moscow's demands'."""
    start = min([noun.left_edge.i, first.left_edge.i])
    found: list[Token] = []
    for token in noun.doc[start : first.i]:
        if token.ent_type_ in TIMES or token.tag_ == "POS":
            continue
        known = (token.text.lower() in names and token.text[:1].isupper()) or (
            token.tag_ == "NNP" and token.text.isupper() and 2 < len(token.text) < 7
        )
        if not (names_actor(token) or known):
            if token.dep_ == "poss" and token.head.i >= first.i and (token.tag_ == "PRP$" or is_party(token)):
                found.append(token)
            continue
        if (
            token.i + 1 < first.i
            and token.nbor(1).ent_iob_ == "I"
            and token.nbor(1).ent_type_ == token.ent_type_
            and token.nbor(1).tag_ != "POS"
            and not in_pair(token)
        ):
            continue  # inside a longer name: its last word stands for it
        if token.dep_ in ("pobj", "nsubj", "dobj") or _of_possessor(token, first):
            continue
        found.append(token)
    pair = [t for t in found if in_pair(t)]
    found = pair if len(pair) == 2 else found
    before = found[0].nbor(-2) if found and found[0].i > 1 and found[0].nbor(-1).text in DASHES else None
    if before is not None and before.tag_[:2] in ("NN", "JJ") and (names_actor(before) or before.text.isupper()) and not _in_dashes(before):
        found.insert(0, before)  # Russia – OSCE meeting
    return [] if len(found) == 1 and is_venue(found[0]) else found


def _are_joined(named: list["Token"]) -> bool:
    """True for names that 'and' joins before a noun: 'Turkish and US support', not 'the Norland-Sudria war'."""
    between = named[0].doc[named[0].i : named[-1].i]
    return any(t.dep_ == "cc" for t in between) and not any(t.text in DASHES for t in between)


def _in_dashes(token: "Token") -> bool:
    """True for the last word of what two dashes set off: 'the vote - since he met Roe - EU talks'."""
    ahead = token.doc[token.sent.start : max(token.sent.start, token.i - 3)]  # not 'Jan. 12 – the Russia – NATO Council'
    return any(t.text in DASHES and t.whitespace_ and t.i > 0 and t.nbor(-1).whitespace_ for t in ahead)


def _of_possessor(token: "Token", first: "Token") -> bool:
    """True for German of 'the German minister's visit': the minister is the one who visits."""
    owner = token.head
    return token.dep_ in ("amod", "compound", "nmod") and owner.dep_ == "poss" and token.i < owner.i < first.i and not in_pair(token)


def _owns(token: "Token") -> bool:
    """True for a possessor, or a part of one."""
    node = token
    while node.dep_ in ("compound", "nmod") and node.head.tag_.startswith("NN") and node.head.i > node.i:
        node = node.head
    return bool(node.dep_ == "poss")


def _has_object(noun: "Token") -> bool:
    """True for the killing of 'Norland's killing of Ann Lee'."""
    return any(not is_matter(t) for p in noun.rights if p.text.lower() == "of" for t in objects_of(p))


def _is_undergone(noun: "Token") -> bool:
    """True for a noun whose possessor the act is done to: 'Lee's arrest', 'his charges', not 'his charge that …'."""
    if is_form_of(noun.text, {"charge"}):
        return not any(c.dep_ in ("acl", "relcl", "ccomp") or c.text.lower() == "against" for c in noun.children)
    return is_form_of(noun.text, participants()["undergone"])


def _is_topic(name: "Token") -> bool:
    """True for the country that talks are about: 'the Iraq talks', not 'US talks' or 'Iraqi talks'."""
    short = name.text.isupper() or "." in name.text
    return name.dep_ == "compound" and not short and country_form(name) == "name" and not in_pair(name)


def _is_aim(name: "Token", noun: "Token") -> bool:
    """True for a country before a noun by its plain name, where an adjective would tell who acts: 'Iraq war', 'Iran sanctions'; and for
    the country of 'the Syrian conflict'."""
    opposed = (t for p in noun.children if p.dep_ == "prep" and p.text.lower() in OPPOSING for t in objects_of(p))
    if any(names_actor(t) for t in opposed):
        return False  # 'the Russian war in Ukraine', 'the Israel strike on Iran'
    if name.dep_ == "amod" and is_form_of(noun.text, {"conflict", "war", "fighting", "hostility"}):
        return True
    short = name.text.isupper() or "." in name.text  # US sanctions
    return name.dep_ == "compound" and not short and country_form(name) == "name"
