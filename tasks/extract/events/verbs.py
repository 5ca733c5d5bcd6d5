"""Who takes part in an event that a verb tells, from the parse around it: source and target."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from tasks.extract.events.parties import (
    BLAMING,
    antecedent,
    bearer,
    country_form,
    doers,
    is_matter,
    is_number,
    is_site,
    is_substance,
    names_actor,
    owners,
    pair_between,
    subject_of,
)
from tasks.extract.lexicon import Trigger, event_nouns, is_form_of, participants, roles
from tasks.extract.phrases import ISSUING, is_party, issuer_of, judged_of, objects_of, reports_on

if TYPE_CHECKING:
    from spacy.tokens import Token

CONJUNCTIONS = frozenset({"as", "after", "before", "since", "until"})
TRANSITIVE = frozenset({"ACCUSE", "AID", "ASSAULT", "COERCE", "SANCTION", "SUPPORT"})  # types whose verbs share an object with the next
GIVING = frozenset({"AID", "SUPPORT"})  # types whose noun is its doer's
# types whose phrases name those they are done to: 'hold prisoners'
PERSONAL = frozenset({"ACCUSE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT"})
SENDING = frozenset({"commit", "contribute", "deploy", "dispatch", "fly", "provide", "send", "supply"})
PROPOSED = frozenset({"REJECT", "SUPPORT"})  # types of what is said of a matter: 'denied it', 'supported it'
TOGETHER = frozenset({"with", "against", "to", "on", "between", "over", "at"})


def of_verb(verb: "Token", trigger: Trigger, members: Collection[int]) -> tuple[list["Token"], list["Token"]]:
    """Heads of the phrases of source and target of a verb; `members` are the tokens of the trigger itself."""
    sources, targets, objects = _by_voice(verb, trigger, members)
    if not sources and trigger.mutual and (pair := pair_between(verb)):
        return pair[:1], pair[1:]  # 'was signed between Norland and Sudria'
    sources = [_whose(antecedent(t, verb)) for t in sources if not is_substance(t)]
    targets = [antecedent(t, verb) for t in targets if t.text.lower() != "it" or trigger.event_type not in PROPOSED]
    targets = [t for t in targets if not is_matter(t)] or [
        b for t in targets if (b := bearer(t)) is not t and not _is_asked_for(b, t, trigger)
    ]
    if not targets and (subject := _subject_told(verb, trigger)) is not None:
        targets = [subject]
    for word in objects:
        if word.i in members and not names_actor(word) and word not in targets:
            whose = [t for t in owners(word) if not (sources and t.tag_ == "PRP$")]
            if trigger.event_type == "ACCUSE":
                whose = [t for t in whose if t.head.text.lower() != "with"]  # 'lodged a complaint with the court against Norland'
            if trigger.event_type == "MOBILIZE" or (trigger.event_type in GIVING and any(t.dep_ == "poss" for t in whose)):
                sources = sources or whose  # 'plans to bolster the alliance's presence', 'reiterated Norland's support'
            else:
                targets += whose
    for found in _behind_prepositions(verb, trigger, members, targets):
        targets += [
            b
            for t in found
            if not is_matter(b := bearer(t))
            and not (b.tag_ == "PRP$" and targets)
            and b not in sources
            and not _is_asked_for(b, t, trigger)
        ]
    return sources, targets


def _is_asked_for(party: "Token", thing: "Token", trigger: Trigger) -> bool:
    """True for the prisoners of 'demanded the release of prisoners', not for the minister of 'demanded the resignation of the minister'; also
    for those an act that is condemned was done to."""
    own = is_form_of(thing.text, participants()["own"])
    if party is thing or party.dep_ != "pobj":
        return False
    behind = party.head.text.lower()
    if trigger.event_type == "ACCUSE" and behind in ("on", "against") and not is_form_of(thing.head.text, BLAMING):
        return is_form_of(thing.text, event_nouns())  # 'condemned the attack on civilians'
    return trigger.event_type == "REQUEST" and behind == "of" and not own


def _whose(subject: "Token") -> "Token":
    """Norland of 'Norland's jets bombed the town' and 'Norland jets'; the subject itself where it is no arm of a country."""
    if not is_form_of(subject.text, participants()["arms"]):
        return subject
    return next((t for t in owners(subject) if t.i < subject.i and country_form(t) is not None), subject)


def _by_voice(verb: "Token", trigger: Trigger, members: Collection[int]) -> tuple[list["Token"], list["Token"], list["Token"]]:
    """Source and target of a verb by its voice, and its objects; the passive subject is one of them."""
    sources = [c for c in verb.children if c.dep_ == "nsubj"]
    objects = _objects_of_verb(verb, trigger)
    if sources and not objects and len(trigger.words) == 1 and _is_bare_passive(verb):
        return doers(verb) or _in_course(verb) or _jurisdiction(verb, trigger), sources, []
    about = is_form_of(verb.text, participants()["topical"])  # 'discuss the war on the Norland border' is not with Norland
    # 'defeated the rebels': the rebels are a word of the trigger and its target, not the peacekeepers of 'sent peacekeepers'
    themselves = trigger.event_type in PERSONAL and not is_form_of(verb.text, SENDING)
    targets = [
        c
        for c in objects
        if not about and not _is_measure(c, members) and (c.i not in members or names_actor(c) or (themselves and not is_matter(c)))
    ]
    passive = [c for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass")]
    by = doers(verb)
    if not passive and not sources and verb.dep_ not in ("acl", "amod") and is_passive(verb):
        above = subject_above(verb)  # 'was seized and held', 'when convicted'
        passive = [above] if above is not None else []
    lasting = any(c.dep_ == "auxpass" and c.text.lower() in ("is", "are", "'s", "’s", "'re", "’re") for c in verb.children)
    lasting = lasting or (
        is_form_of(verb.text, {"oppose"}) and any(c.text.lower() == "to" for c in verb.rights)
    )  # 'was opposed to the war'
    if passive and not by and lasting and is_form_of(verb.text, participants()["disposed"]):
        return passive, targets, objects  # 'is committed to', 'are opposed to'
    if passive:
        targets = [c for c in passive if c.i not in members or (themselves and not is_matter(c))] or [
            c for c in targets if c.dep_ == "dobj"
        ]
        rest = [c for c in objects if not any(t in by for t in owners(c))]  # 'was placed under surveillance by the police'
        return by or _in_course(verb) or _jurisdiction(verb, trigger), targets, rest + [c for c in passive if c.i in members]
    if not sources and verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):  # "allies convicted of …": it was done to them
        named = verb.head.head if verb.head.dep_ == "appos" and verb.head.head.ent_type_ == "PERSON" else verb.head
        return by or _in_course(verb) or _jurisdiction(verb, trigger), [named, *targets], objects
    if not sources and (subject := subject_above(verb)) is not None:
        sources = [subject]
    return sources, targets, objects


def _is_bare_passive(verb: "Token") -> bool:
    """True for the participle of a headline that the model takes for a past tense: 'Nine killed in attack', 'terrorists outlawed in Norland'."""
    alone = not any(c.dep_ in ("aux", "prt", "ccomp", "xcomp") for c in verb.children)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.tag_[:2] == "NN"), None)
    bare = subject is not None and not any(c.dep_ in ("det", "poss") for c in subject.lefts)  # of a headline, or with a number
    told = bare and not any(c.dep_ == "conj" for c in verb.rights) and verb.dep_ != "conj"
    counted = verb.i + 1 < len(verb.doc) and verb.nbor().tag_ == "CD"  # 'the police arrested three for theft'
    return verb.tag_ in ("VBD", "VBN") and alone and told and not counted and is_form_of(verb.text, participants()["suffered"])


def _is_measure(noun: "Token", members: Collection[int]) -> bool:
    """True for the state of 'declared a state of emergency': the noun behind 'of' is the trigger's."""
    return is_form_of(noun.text, participants()["measures"]) and any(t.i in members for c in noun.rights for t in objects_of(c))


def _in_course(verb: "Token") -> list["Token"]:
    """Whose act it was in which something is done: 'was killed in a raid by Norland', 'in a Norland raid'."""
    acts = [t for c in verb.children if c.text.lower() in ("in", "during") for t in objects_of(c) if is_form_of(t.text, event_nouns())]
    return [t for act in acts for t in owners(act) if not is_matter(t) and t.head.text.lower() not in ("on", "against", "of", "with", "to")]


def _objects_of_verb(verb: "Token", trigger: Trigger) -> list["Token"]:
    """The objects of a verb; those of the next one where they are shared: 'invaded and annexed the island'."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and (not is_number(c) or _are_many(c, trigger))]
    if not objects and trigger.event_type in TRANSITIVE and not any(c.dep_ in ("prep", "prt", "ccomp", "xcomp") for c in verb.children):
        following = (v for v in verb.rights if v.dep_ == "conj")
        return next((shared for v in following if (shared := [c for c in v.children if c.dep_ == "dobj"])), [])
    return objects


def _are_many(number: "Token", trigger: Trigger) -> bool:
    """True for the dozens of 'killed dozens'."""
    people = trigger.event_type in ("ASSAULT", "COERCE") and number.tag_ == "NNS"
    return people and is_form_of(number.text, participants()["partitive"]) and not any(c.text.lower() == "of" for c in number.rights)


def _subject_told(verb: "Token", trigger: Trigger) -> "Token | None":
    """The minister of 'demanded that the minister publish it', 'called for the minister to resign' and 'charged that the minister had lied'."""
    telling = trigger.event_type in ("CONCEDE", "REQUEST", "THREATEN") or (trigger.event_type == "ACCUSE" and len(trigger.words) == 1)
    clauses = (c for c in verb.rights if c.dep_ == "ccomp" or any(m.dep_ == "mark" and m.text.lower() == "for" for m in c.lefts))
    clause = next(clauses, None) if telling else None
    subject = subject_of(clause) if clause is not None else None
    return subject if subject is not None and not is_matter(subject) else None


def _behind_prepositions(
    verb: "Token", trigger: Trigger, members: Collection[int], targets: Collection["Token"]
) -> Iterator[list["Token"]]:
    """What stands behind the prepositions that introduce the target, at the verb and at the other words of the trigger, of which what
    is at `targets` tells more of them: 'held members of the party'."""
    away = [c for c in verb.children if c.i not in members and c.dep_ in ("advmod", "prt") and c.text.lower() in ("away", "out", "back")]
    told = [c for t in verb.subtree if t.i in members for c in ((t, *t.conjuncts) if t.tag_[:2] == "NN" else (t,))]  # bottles and stones
    for node in [verb, *(t for t in told if t not in targets), *away]:
        for preposition in node.children:
            hit = trigger.event_type == "ASSAULT" and preposition.text.lower() in ("at", "into", "through")  # drove a car into the crowd
            if trigger.event_type == "ACCUSE" and targets and node is verb and preposition.text.lower() in ("for", "of", "over"):
                continue  # 'blamed the media for his departure'
            if preposition.dep_ in ("prep", "dative", "prt") and (
                preposition.text.lower() in trigger.prepositions or preposition.i in members or (hit and len(trigger.words) > 1)
            ):
                if (
                    node is verb
                    and preposition.text.lower() in ("in", "at")
                    and preposition.i not in members
                    and _has_target(verb, trigger, targets)
                ):
                    continue  # 'killed four fighters in Sudria': where
                own = hit or trigger.event_type in ("COOPERATE", "PROTEST")  # 'was working with authorities', 'clashed with police'
                found = [t for t in objects_of(preposition) if (t.i not in members or own or is_matter(t)) and not is_number(t)]
                inside = preposition.text.lower() in ("in", "during", "at") and preposition.i not in members
                yield [t for t in found if not is_site(t, trigger) and not (inside and is_form_of(t.text, event_nouns() | {"campaign"}))]


def _has_target(verb: "Token", trigger: Trigger, targets: Collection["Token"]) -> bool:
    """True where a verb has those it is aimed at, so that what stands behind 'in' and 'at' only tells where."""
    aimed = (trigger.prepositions & {"against", "on", "over", "upon"}) - {"in", "at"}
    return bool(targets) or any(c.dep_ == "prep" and c.text.lower() in aimed for c in verb.rights)


def is_passive(verb: "Token") -> bool:
    """True for a verb whose subject it is done to: 'was arrested', 'when convicted', '(was seized and) held'."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return False
    if verb.dep_ != "conj":
        return True
    return verb.head.tag_ == "VBN" and is_passive(verb.head) and not any(c.dep_ == "dobj" for c in verb.children)


def is_light(verb: "Token") -> bool:
    """True for a verb that adds little to the event its object tells."""
    return verb.tag_.startswith("VB") and is_form_of(verb.text, participants()["light"])


def subject_above(verb: "Token") -> "Token | None":
    """The subject that a verb without one of its own has from the verb it depends on, or from its noun."""
    if (misread := _object_before(verb)) is not None:
        return misread
    node = verb
    if reports_on(verb):  # 'said the remarks were unfair and demanded an apology'
        node = verb.head
    for _ in range(5):
        infinitive = node.tag_ == "VB" or any(c.tag_ == "TO" for c in node.lefts)
        if (node.dep_ == "acl" or (node.dep_ == "relcl" and infinitive)) and node.head.tag_.startswith("NN"):
            noun = node.head
            posted = node.tag_ == "VBG" and noun.dep_ == "pobj" and is_form_of(noun.head.head.text, roles()["documents"] | ISSUING)
            if posted:
                node = noun.head  # 'posted a message on Twitter blaming them'
                continue
            if (whose := _of_noun_above(noun, infinitive=infinitive)) is not None:
                return whose
            node = noun  # 'a plan to attack', 'the decision to leave': whose
            continue
        if node.dep_ not in ("conj", "xcomp", "acomp", "advcl", "ccomp", "pcomp", "prep", "dobj", "attr", "oprd") or node.head.i == node.i:
            return None
        clause = node
        node = node.head
        if clause.dep_ == "conj" and clause.tag_ in ("VBD", "VBZ") and node.tag_ == "VB":
            continue  # 'urged them to think again and spoke to Lee': of the finite verb above
        if node.tag_.startswith("VB"):
            if (done_to := _of_clause_above(verb, clause, node)) is not None:
                return done_to
            subject = subject_of(node)
            if subject is not None and subject.text.lower() == "it" and clause.dep_ == "attr":
                return None  # 'it was time to end the sanctions'
            if subject is not None:
                return antecedent(subject, node)
    return None


def _of_noun_above(noun: "Token", *, infinitive: bool) -> "Token | None":
    """Who does what a noun's clause tells: the noun, whoever owns it or gives it out, or whom it says something of."""
    if noun.dep_ == "attr" and infinitive and is_party(noun) and (who := subject_of(noun.head)) is not None and not is_matter(who):
        return antecedent(who, noun.head)  # 'Lee was the first minister to refuse'
    document = is_form_of(noun.text, roles()["documents"])
    thing = noun.tag_ == "NN" and infinitive and is_form_of(noun.text, {"authority", "campaign", "operation"})  # 'the authority to ban it'
    if (is_party(noun) and not document and not thing) or names_actor(noun):
        return noun
    owner = next(iter(owners(noun)), None)
    giver = issuer_of(noun) if owner is None and document else None
    return antecedent(giver, noun.head) if giver is not None else owner  # issued a statement calling on them to act


def _of_clause_above(verb: "Token", clause: "Token", node: "Token") -> "Token | None":
    """Who does what a clause below the verb `node` tells where that is not the subject: 'urged them to leave', 'accused them of shelling'."""
    objects = [c for c in node.children if c.dep_ in ("dobj", "dative")]
    told = objects if not is_form_of(node.text, {"use"}) else []  # 'used tanks to attack' tells of who used them
    if clause.dep_ in ("xcomp", "ccomp") and clause.tag_ == "VB" and told and told[0].i < clause.i:
        return told[0]
    if clause.dep_ == "ccomp" and objects and objects[0].i + 1 == clause.left_edge.i:
        return objects[0]  # 'told [Lee] [was held]', as the model may have it
    if clause.dep_ == "dobj" and verb.tag_ == "VBG" and is_form_of(node.text, participants()["charging"]):
        return clause  # accused the rebels [of shelling …], as the model may have it
    if clause.tag_ == "VB" and clause.dep_ in ("xcomp", "ccomp", "advcl") and (called := _called_on(node, clause)) is not None:
        return called
    if clause.dep_ == "prep" and clause.text.lower() in ("of", "for", "from") and verb.tag_ == "VBG" and objects:
        return objects[0]
    return judged_of(verb) if clause.dep_ in ("acomp", "attr", "xcomp", "advcl") else None


def _called_on(verb: "Token", clause: "Token") -> "Token | None":
    """Lee of 'called on Lee to resign'."""
    if not is_form_of(verb.text, participants()["urging"]):
        return None
    links = (c for c in verb.rights if c.dep_ == "prep" and c.text.lower() in ("on", "upon", "to", "for", "with") and c.i < clause.i)
    return next((t for c in links for t in objects_of(c) if not is_matter(t)), None)


def _object_before(verb: "Token") -> "Token | None":
    """Moscow of 'as Moscow disagrees', where the model takes the conjunction for a preposition and leaves the verb without a subject."""
    if verb.dep_ != "advcl" or verb.tag_ not in ("VBD", "VBP", "VBZ"):
        return None
    marked = [t for c in verb.lefts if c.dep_ == "mark" for t in objects_of(c)]
    if marked:
        return marked[0]  # 'after Lee stepped down'
    link = next((c for c in verb.head.children if c.dep_ == "prep" and c.text.lower() in CONJUNCTIONS), None)
    objects = objects_of(link)
    return objects[0] if objects and link is not None and list(link.subtree)[-1].i + 1 == verb.left_edge.i else None


def those_with(verb: "Token", trigger: Trigger) -> list["Token"]:
    """The parties behind the prepositions of a verb that introduce the other side of its noun: 'held talks with Norland'."""
    wanted = trigger.prepositions & TOGETHER
    return [
        b
        for p in verb.children
        if p.dep_ in ("prep", "dative") and p.text.lower() in wanted
        for t in objects_of(p)
        if not is_number(t) and not is_matter(b := bearer(t))
    ]


def _jurisdiction(verb: "Token", trigger: Trigger) -> list["Token"]:
    """Where an act of state is done, and so by whom: 'was banned in Norland', 'was acquitted in the Senate'."""
    if trigger.event_type not in ("COERCE", "SANCTION", "CONCEDE"):
        return []
    inside = [t for c in verb.children if c.text.lower() == "in" for t in objects_of(c)]
    return [t for t in inside if country_form(t) == "name" or is_form_of(t.text, {"senate", "parliament", "congress"})]
