"""Who takes part in an event: the tokens that name source and target, from the parse around the trigger."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from tasks.extract.lexicon import Trigger, base_forms, country_names, is_form_of, roles
from tasks.extract.phrases import issuer_of

if TYPE_CHECKING:
    from spacy.tokens import Token

LIGHT = frozenset({
    "have", "hold", "make", "impose", "launch", "conduct", "carry", "stage", "take", "give", "issue", "start", "begin", "mount",
    "deliver", "sign", "reach", "order", "plan", "attend", "host", "schedule", "arrange", "continue", "receive", "provide", "lead",
    "open", "resume", "face", "press", "repeat", "reiterate", "renew", "intensify", "step", "prepare", "agree",
    "pursue", "unseal", "attempt", "increase", "seek", "involve", "participate", "perform", "run", "commit",
    "express", "voice", "lay", "file", "send", "extend", "join", "end", "organise", "organize", "set", "promise", "pledge",
    "muster", "undertake", "levy", "wage", "enact", "initiate", "enforce", "pay", "bring", "lodge", "exchange", "unleash", "convene",
    "enter", "engage", "expand", "show", "come", "go", "travel", "arrive", "return", "fly", "use", "drop", "withdraw", "suspend",
})  # fmt: skip
TELLING = frozenset(
    {"announce", "threaten", "unveil", "approve", "declare", "adopt", "introduce", "cancel", "postpone"}
)  # light for what one side does alone
UNDERGOING = frozenset({"face", "receive", "suffer", "endure", "await", "undergo", "incur"})  # whose subject the act is done to
ANSWERING = frozenset({"respond", "retaliate", "react", "reply", "hit", "counter", "threaten", "punish"})  # with sanctions, with force
UNDERGONE = frozenset({  # nouns whose possessor the act is done to
    "arrest", "detention", "conviction", "sentence", "sentencing", "imprisonment", "trial", "prosecution", "extradition", "deportation",
    "impeachment", "killing", "murder", "assassination", "execution", "removal", "ouster", "expulsion", "dismissal", "indictment",
    "poisoning", "kidnapping", "abduction", "custody", "jailing", "rape", "acquittal", "release", "nomination",
})  # fmt: skip
HARMING = frozenset({"hit", "strike", "kill", "wound", "injure", "target", "destroy", "damage", "hurt", "murder", "slay", "maim"})
AGAINST = frozenset({"ASSAULT", "SANCTION"})  # types whose nouns take the country they are aimed at before them
DISPOSED = frozenset({"commit", "oppose", "agree"})  # whose passive tells where the subject stands
OWN = frozenset({"refusal", "resignation", "withdrawal", "departure", "retreat", "surrender", "concession"})  # of those who do it
# 'a state of emergency', 'a series of raids': the noun behind 'of' tells the event
MEASURES = frozenset({"state", "series", "wave", "round", "act", "article", "string", "set", "day", "week", "year"})
TOPICAL = frozenset({"discuss", "negotiate", "debate"})
NAMED = ("PERSON", "ORG", "GPE", "NORP")
DASHES = ("-", "–", "—")
CONJUNCTIONS = frozenset({"as", "after", "before", "since", "until"})
TIMES = ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT")
TOGETHER = frozenset({"with", "against", "to", "on", "between", "over", "at"})


def of_verb(verb: "Token", trigger: Trigger, members: Collection[int]) -> tuple[list["Token"], list["Token"]]:
    """Heads of the phrases of source and target of a verb; `members` are the tokens of the trigger itself."""
    sources = [c for c in verb.children if c.dep_ == "nsubj"]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.ent_type_ not in TIMES]
    if not objects and not any(c.dep_ in ("prep", "prt", "ccomp", "xcomp") for c in verb.children):
        objects = [c for v in verb.children if v.dep_ == "conj" for c in v.children if c.dep_ == "dobj"]  # 'invaded and annexed the island'
    about = is_form_of(verb.text, TOPICAL)  # 'discuss the war on the Norland border' is not with Norland
    targets = [c for c in objects if not about and (c.i not in members or c.ent_type_ == "PERSON")]
    passive = [c for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass")]
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    if not passive and not sources and verb.dep_ not in ("acl", "amod") and is_passive(verb):
        above = subject_above(verb)  # 'was seized and held', 'when convicted'
        passive = [above] if above is not None else []
    if passive and by is None and is_form_of(verb.text, DISPOSED):
        sources = passive  # 'is committed to', 'are opposed to'
    elif passive:
        targets = [c for c in passive if c.i not in members] or [c for c in targets if c.dep_ == "dobj"]
        objects += [c for c in passive if c.i in members]
        sources = _objects(by)
        if not sources and trigger.event_type in ("COERCE", "SANCTION", "CONCEDE"):
            sources = [t for c in verb.children if c.text.lower() == "in" for t in _objects(c) if _is_jurisdiction(t)]
    elif not sources and verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):
        targets = [verb.head, *targets]  # "allies convicted of …": they are the ones it was done to
        sources = _objects(by)
    elif not sources and (subject := subject_above(verb)) is not None:
        sources = [subject]
    sources = [_antecedent(t, verb) for t in sources]
    targets = [_antecedent(t, verb) for t in targets]
    targets = [t for t in targets if not _is_matter(t)] or [b for t in targets if (b := bearer(t)) is not t]
    if not targets and (trigger.event_type in ("REQUEST", "THREATEN") or (trigger.event_type == "ACCUSE" and len(trigger.words) == 1)):
        clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
        subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None) if clause is not None else None
        if subject is not None and not _is_matter(subject):
            targets = [subject]  # demanded that the minister publish it
    for word in objects:
        if word.i in members and word.ent_type_ != "PERSON":
            whose = [t for t in owners(word) if not (sources and t.tag_ == "PRP$")]
            if trigger.event_type == "MOBILIZE":
                sources = sources or whose  # 'plans to bolster the alliance's presence'
            else:
                targets += whose
    away = [c for c in verb.children if c.i not in members and c.dep_ in ("advmod", "prt") and c.text.lower() in ("away", "out", "back")]
    for node in [verb, *(t for t in verb.subtree if t.i in members), *away]:
        for preposition in node.children:
            if preposition.dep_ in ("prep", "dative", "prt") and (
                preposition.text.lower() in trigger.prepositions or preposition.i in members
            ):
                found = [t for t in _objects(preposition) if t.i not in members and t.ent_type_ not in TIMES]
                targets += [b for t in found if not _is_matter(b := bearer(t)) and not (b.tag_ == "PRP$" and targets)]
    return sources, targets


def is_passive(verb: "Token") -> bool:
    """True for a verb whose subject it is done to: 'was arrested', 'when convicted', '(was seized and) held'."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return False
    return verb.dep_ != "conj" or (verb.head.tag_ == "VBN" and is_passive(verb.head))


def _is_jurisdiction(token: "Token") -> bool:
    """True for where an act of state is done: 'was banned in Norland', 'was acquitted in the Senate'."""
    form = country_names().get(token.text.lower(), (None, None))[1]
    return form == "name" or is_form_of(token.text, {"senate", "parliament", "congress"})


def _objects(preposition: "Token | None") -> list["Token"]:
    return [c for c in preposition.children if c.dep_ == "pobj"] if preposition is not None else []


def _antecedent(token: "Token", verb: "Token") -> "Token":
    """What a relative pronoun stands for."""
    return verb.head if token.text.lower() in ("who", "which", "that", "whom") and verb.dep_ == "relcl" else token


def _is_matter(token: "Token") -> bool:
    """True for what is no party: neither a name, a pronoun, nor a noun for people or bodies."""
    if token.text.lower() in roles()["inert"]:
        return True
    if is_form_of(token.text, {"head"}) and token.dep_ == "pobj" and not any(c.dep_ == "prep" for c in token.children):
        return True  # shot in the head
    if token.ent_type_ in NAMED or token.tag_ in ("PRP", "PRP$", "NNP", "NNPS", "WP") or is_form_of(token.text, PARTITIVE):
        return False
    return not is_party(token)


def is_party(token: "Token") -> bool:
    """True for a noun that stands for people or bodies."""
    return is_form_of(token.text, roles()["speakers"]) or is_form_of(token.text, roles()["parties"])


def bearer(token: "Token") -> "Token":
    """Whose thing it is that an act aims at: 'Putin's proposal' → Putin, 'two Russian ships' → Russian; the token itself for a party."""
    if not _is_matter(token):
        return token
    return next(iter(owners(token)), token)


def owners(noun: "Token") -> list["Token"]:
    """Names that own or qualify a noun: possessors, demonyms and names before it, names after 'of', 'by', 'from', 'against'."""
    before = [c for c in noun.lefts if c.dep_ == "poss" and (names_actor(c) or c.tag_ == "PRP$" or is_party(c))]
    beside = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")]
    beside += [
        c for b in beside if b.dep_ == "nmod" and b.tag_ == "NN" for c in b.lefts if c.dep_ == "amod"
    ]  # the Russian economy and system
    before += [c for c in beside if names_actor(c) and not _is_venue(c)]
    after = [
        b
        for p in noun.children
        if p.dep_ in ("prep", "agent") and p.text.lower() in ("of", "by", "from", "on", "against", "with", "to")
        for c in _objects(p)
        if not _is_matter(b := bearer(c)) and c.ent_type_ not in TIMES
    ]
    return before or after


def subject_above(verb: "Token") -> "Token | None":
    """The subject that a verb without one of its own has from the verb it depends on, or from its noun."""
    if (misread := _object_before(verb)) is not None:
        return misread
    node = verb
    for _ in range(5):
        if node.dep_ == "acl" and node.head.tag_.startswith("NN"):
            noun = node.head
            if (is_party(noun) and not is_form_of(noun.text, roles()["documents"])) or names_actor(noun):
                return noun
            owner = next(iter(owners(noun)), None)
            if owner is not None:
                return owner
            giver = issuer_of(noun) if is_form_of(noun.text, roles()["documents"]) else None
            if giver is not None:  # issued a statement calling on them to act
                return _antecedent(giver, noun.head)
            node = noun  # 'a plan to attack', 'the decision to leave': whose
            continue
        if node.dep_ not in ("conj", "xcomp", "acomp", "advcl", "ccomp", "pcomp", "prep", "dobj", "attr", "oprd") or node.head.i == node.i:
            return None
        clause = node
        node = node.head
        if clause.dep_ == "conj" and clause.tag_ in ("VBD", "VBZ") and node.tag_ == "VB":
            continue  # 'urged them to think again and spoke to Lee': of the finite verb above
        if node.tag_.startswith("VB"):
            objects = [c for c in node.children if c.dep_ in ("dobj", "dative")]
            if clause.dep_ in ("xcomp", "ccomp") and clause.tag_ == "VB" and objects and objects[0].i < clause.i:
                return objects[0]  # urged them to leave
            if clause.dep_ == "ccomp" and objects and objects[0].i + 1 == clause.left_edge.i:
                return objects[0]  # 'told [Lee] [was held]', as the model may have it
            if clause.dep_ == "prep" and clause.text.lower() in ("of", "for", "from") and verb.tag_ == "VBG" and objects:
                return objects[0]  # accused them of shelling
            subject = next((c for c in node.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None:
                return _antecedent(subject, node)
    return None


def _object_before(verb: "Token") -> "Token | None":
    """Moscow of 'as Moscow disagrees', where the model takes the conjunction for a preposition and leaves the verb without a subject."""
    if verb.dep_ != "advcl" or verb.tag_ not in ("VBD", "VBP", "VBZ"):
        return None
    link = next((c for c in verb.head.children if c.dep_ == "prep" and c.text.lower() in CONJUNCTIONS), None)
    objects = _objects(link)
    return objects[0] if objects and link is not None and list(link.subtree)[-1].i + 1 == verb.left_edge.i else None


def of_noun(noun: "Token", first: "Token", trigger: Trigger, names: Collection[str]) -> tuple[list["Token"], list["Token"]]:
    """Heads of the phrases of source and target of a noun whose trigger begins at `first`; `names` are surnames of the article."""
    named = _named_before(first, noun, names)
    if len(named) >= 2:
        sources, targets = [named[0]], named[1:]
    elif named and ((_is_undergone(noun) and _owns(named[0])) or (trigger.event_type in AGAINST and _is_aim(named[0], noun))):
        sources, targets = [], named  # Lee's arrest, the Iraq war
    else:
        sources, targets = named, []
    sources, targets = _by_prepositions(noun, trigger, sources, targets)
    if not sources:  # recent demands and ultimatums issued by Moscow
        issued = [c for other in noun.conjuncts for c in other.children if c.dep_ == "acl"]
        sources = [t for c in issued for t in _objects(next((g for g in c.children if g.dep_ == "agent"), None))]
    if not sources and noun.dep_ == "pobj" and noun.head.text.lower() == "of":  # the number of drills undertaken by Norland with Sudria
        carried = [c for c in noun.head.head.children if c.dep_ == "acl" and is_light(c)]
        sources = [t for c in carried for t in _objects(next((g for g in c.children if g.dep_ == "agent"), None))]
        targets = targets or [t for c in carried for t in _with(c, trigger)]
    relative = next((c for c in noun.children if c.dep_ == "relcl" and is_light(c)), None)
    if relative is not None and not sources:  # the conversation that Biden had with Putin
        subjects = [c for c in relative.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")]
        sources, undergoing = _sides(relative, subjects)
        targets += undergoing + _with(relative, trigger)
    verb = _governing(noun, alone=not trigger.mutual)
    if verb is not None and not sources:
        sources, more = _by_light_verb(verb, noun, trigger)
        targets += more or ([] if targets else [c for c in verb.children if c.dep_ == "dative" and not _is_matter(c)])
    elif verb is not None and not targets and is_form_of(verb.text, UNDERGOING):  # faces sanctions by France, received by rebels
        by = _objects(next((c for c in verb.children if c.dep_ == "agent"), None))
        targets = [c for c in (*verb.children, *by) if (c.dep_ == "nsubj" or c in by) and not _is_matter(c)]
    if not sources and (blamed := _blamed(noun)) is not None:
        sources = [blamed]
    if not sources and (origin := _origin(noun)) is not None:
        sources = [origin]
    if not targets and (victim := _victim(noun, trigger)) is not None and victim not in sources:
        targets = [victim]
    if not sources and trigger.mutual:
        sources, others = _taking_part(noun)
        targets = targets or others
    return sources, targets


def _by_prepositions(
    noun: "Token", trigger: Trigger, sources: list["Token"], targets: list["Token"]
) -> tuple[list["Token"], list["Token"]]:
    """Source and target with those that prepositions name: talks between A and B, the attack by A on B, ultimatums issued by A."""
    own = is_form_of(noun.text, OWN)
    for preposition in noun.children:
        word = preposition.text.lower()
        if preposition.dep_ == "acl":
            sources = sources or _objects(next((c for c in preposition.children if c.dep_ == "agent"), None))
            targets = targets or (_with(preposition, trigger) if is_light(preposition) else [])  # 'sanctions imposed against Norland'
        if preposition.dep_ not in ("prep", "agent"):
            continue
        objects = [t for t in _objects(preposition) if t.ent_type_ not in TIMES]
        found = [b for t in objects if not _is_matter(b := bearer(t))]
        if word == "of" and trigger.mutual:
            found = [t for t in objects if not _is_matter(t)]  # 'discussion of Norland's proposals' is not by Norland
        doer = word == "of" and not sources and not trigger.mutual and (own or "of" not in trigger.prepositions)
        if word in ("between", "among") and objects:
            pair = parties(objects[0])
            sources, targets = pair[:1], pair[1:]
        elif word == "from" and word not in trigger.prepositions and sources:
            targets = targets + found  # Norland's annexation of the island from Sudria
        elif word == "by" or (word == "from" and word not in trigger.prepositions) or doer or (word == "of" and trigger.mutual):
            sources = sources + found
        elif word in trigger.prepositions:
            targets = targets + found
    return sources, targets


def _by_light_verb(verb: "Token", noun: "Token", trigger: Trigger) -> tuple[list["Token"], list["Token"]]:
    """Source and target of a noun by the verb that carries it: 'imposed sanctions on', 'was involved in riots', 'hit them with sanctions'."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None and by is None and not passive:
        subject = subject_above(verb)
    elif by is None and passive and is_form_of(verb.text, {"involve", "engage"}):
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    found = _objects(by) if by is not None else [subject] if subject is not None and subject.i != noun.i else []
    sources, targets = _sides(verb, [_antecedent(t, verb) for t in found if not _is_matter(t)])
    targets = targets + _with(verb, trigger)
    if is_form_of(verb.text, ANSWERING):
        targets += [c for c in verb.children if c.dep_ == "dobj" and c.i != noun.i and not _is_matter(c)]
    return sources, targets


def _sides(verb: "Token", subjects: list["Token"]) -> tuple[list["Token"], list["Token"]]:
    """Subjects as sources, or as targets of what they face."""
    return ([], subjects) if is_form_of(verb.text, UNDERGOING) else (subjects, [])


def _owns(token: "Token") -> bool:
    """True for a possessor, or a part of one."""
    node = token
    while node.dep_ in ("compound", "nmod") and node.head.tag_.startswith("NN") and node.head.i > node.i:
        node = node.head
    return bool(node.dep_ == "poss")


def _blamed(noun: "Token") -> "Token | None":
    """Who is said to have done it: 'blamed Norland for the attacks', 'claimed responsibility for the attacks', 'the attack was claimed by …'."""
    verb = noun.head
    if noun.dep_ == "nsubjpass" and is_form_of(verb.text, {"claim"}):
        return _party(next(iter(_objects(next((c for c in verb.children if c.dep_ == "agent"), None))), None), verb)
    if noun.dep_ != "pobj" or verb.text.lower() != "for":
        return None
    above = verb.head
    if is_form_of(above.text, {"responsibility", "credit"}) and is_form_of(above.head.text, {"claim", "take", "admit", "accept"}):
        return _party(next((c for c in above.head.children if c.dep_ == "nsubj"), None) or subject_above(above.head), above.head)
    verb = above if above.tag_.startswith("VB") else above.head
    if is_form_of(verb.text, {"blame", "arrest", "charge", "convict", "condemn", "sanction"}):
        return _party(next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None), verb)
    return None


def _is_undergone(noun: "Token") -> bool:
    """True for a noun whose possessor the act is done to: 'Lee's arrest', 'his charges', not 'his charge that …'."""
    if is_form_of(noun.text, {"charge"}):
        return not any(c.dep_ in ("acl", "relcl", "ccomp") or c.text.lower() == "against" for c in noun.children)
    return is_form_of(noun.text, UNDERGONE)


def _is_aim(name: "Token", noun: "Token") -> bool:
    """True for a country before a noun by its plain name, where an adjective would tell who acts: 'Iraq war', 'Iran sanctions'; and for
    the country of 'the Syrian conflict'."""
    if name.dep_ == "amod" and is_form_of(noun.text, {"conflict", "war", "fighting", "hostility"}):
        return True
    short = name.text.isupper() or "." in name.text  # US sanctions
    return name.dep_ == "compound" and not short and country_names().get(name.text.lower(), (None, None))[1] == "name"


def _origin(noun: "Token") -> "Token | None":
    """Whose act a verb says it is: 'support came from Lee', 'attributed the bombing to the rebels'."""
    verb = noun.head
    if noun.dep_ == "nsubj" and is_form_of(verb.text, {"come", "emerge"}):
        word = "from"
    elif noun.dep_ in ("dobj", "nsubjpass") and is_form_of(verb.text, {"attribute", "ascribe"}):
        word = "to"
    else:
        return None
    return _party(next((t for p in verb.children if p.text.lower() == word for t in _objects(p)), None), verb)


def _victim(noun: "Token", trigger: Trigger) -> "Token | None":
    """Whom the clause around a noun says it was done to: 'the attack killed six people', 'homes were hit by strikes', 'died in the
    attack', 'has been the target of sanctions'."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.text.lower() == "of" and is_form_of(verb.head.text, {"subject", "target", "victim", "object"}):
        be = verb.head.head
        subject = next((c for c in be.children if c.dep_ == "nsubj"), None) if verb.head.dep_ == "attr" else None
        return _party(subject, be)
    if trigger.event_type != "ASSAULT":
        return None
    if noun.dep_ == "nsubj" and is_form_of(verb.text, HARMING):
        harmed = next((c for c in verb.children if c.dep_ == "dobj"), None)
    elif noun.dep_ == "pobj" and verb.dep_ in ("agent", "prep") and verb.text.lower() in ("by", "in", "during"):
        verb = verb.head
        died = is_form_of(verb.text, {"die"}) or (is_form_of(verb.text, HARMING) and is_passive(verb))
        harmed = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None) if died else None
        if died and harmed is None and verb.dep_ == "acl":
            harmed = verb.head  # people killed in the attack
    else:
        return None
    whose = bearer(_antecedent(harmed, verb)) if harmed is not None else None
    return whose if whose is not None and not _is_matter(whose) else None


def _party(token: "Token | None", verb: "Token") -> "Token | None":
    """A token, or what it stands for as a relative pronoun of a verb, if that can take part in an event."""
    meant = _antecedent(token, verb) if token is not None else None
    return meant if meant is not None and not _is_matter(meant) else None


def _taking_part(noun: "Token") -> tuple[list["Token"], list["Token"]]:
    """Who is there: 'Lee said in a meeting with Horn …', 'Lee urged Horn in a call to …', 'after a visit to the valley, Lee …'."""
    word, verb = noun.head.text.lower(), noun.head.head
    if verb.dep_ == "dobj" and verb.tag_.startswith("NN"):
        verb = verb.head  # 'ease tensions in a call'
    with_whom = any(c.dep_ == "prep" and c.text.lower() in ("with", "between") for c in noun.children)
    if (
        noun.dep_ != "pobj"
        or not (word in ("in", "during") or (word in ("after", "at", "following") and with_whom))
        or not verb.tag_.startswith("VB")
    ):
        return [], []
    while verb.dep_ == "xcomp" and verb.head.tag_.startswith("VB"):
        verb = verb.head  # 'urged him to ease tensions in a call'
    subject = _party(next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None), verb)
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.ent_type_ == "PERSON"]
    return ([subject] if subject is not None else []), (told if subject is not None and not with_whom else [])


def _with(verb: "Token", trigger: Trigger) -> list["Token"]:
    wanted = trigger.prepositions & TOGETHER
    return [
        b
        for p in verb.children
        if p.dep_ in ("prep", "dative") and p.text.lower() in wanted
        for t in _objects(p)
        if t.ent_type_ not in TIMES and not _is_matter(b := bearer(t))
    ]


def _governing(noun: "Token", *, alone: bool) -> "Token | None":
    """The light verb whose object a noun is: 'held talks', 'pressed on with demands', 'sanctions were imposed'."""
    node = noun
    while node.dep_ in ("conj", "compound") and node.head.tag_.startswith("NN"):
        node = node.head
    if node.dep_ == "pobj" and node.head.text.lower() == "of" and is_form_of(node.head.head.text, MEASURES):
        whole = node.head.head  # a state of emergency, a series of raids
        node = whole if whole.dep_ in ("dobj", "nsubjpass", "attr") else node
    verb = node.head
    if node.dep_ == "pobj":
        while verb.dep_ == "prep" and not verb.head.tag_.startswith("VB") and verb.head.dep_ == "prep":
            verb = verb.head
        verb = verb.head
    by_means = node.dep_ == "pobj" and node.head.text.lower() == "with" and is_form_of(verb.text, ANSWERING)
    if node.dep_ in ("dobj", "attr", "pobj", "nsubjpass") and (
        by_means or (not _beside(node) and (is_light(verb) or (alone and verb.tag_.startswith("VB") and is_form_of(verb.text, TELLING))))
    ):
        return verb
    return None


def _beside(noun: "Token") -> bool:
    """True for a noun that only tells when: 'after the protests, …'."""
    return noun.dep_ == "pobj" and noun.head.text.lower() in ("after", "before", "during", "since", "despite", "following", "amid")


def is_light(verb: "Token") -> bool:
    """True for a verb that adds little to the event its object tells."""
    return verb.tag_.startswith("VB") and is_form_of(verb.text, LIGHT)


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
            and not _in_pair(token)
        ):
            continue  # inside a longer name: its last word stands for it
        if token.dep_ in ("pobj", "nsubj", "dobj") or _of_possessor(token, first):
            continue
        found.append(token)
    pair = [t for t in found if _in_pair(t)]
    found = pair if len(pair) == 2 else found
    before = found[0].nbor(-2) if found and found[0].i > 1 and found[0].nbor(-1).text in DASHES else None
    if before is not None and before.tag_[:2] in ("NN", "JJ") and (names_actor(before) or before.text.isupper()):
        found.insert(0, before)  # Russia – OSCE meeting
    return [] if len(found) == 1 and _is_venue(found[0]) else found


def _of_possessor(token: "Token", first: "Token") -> bool:
    """True for German of 'the German minister's visit': the minister is the one who visits."""
    owner = token.head
    return token.dep_ in ("amod", "compound", "nmod") and owner.dep_ == "poss" and token.i < owner.i < first.i and not _in_pair(token)


def _in_pair(token: "Token") -> bool:
    """True for Russia and NATO of 'Russia-NATO council talks', which the model may take for one name."""
    doc, i = token.doc, token.i
    joined = (i > 0 and doc[i - 1].text in DASHES) or (i + 1 < len(doc) and doc[i + 1].text in DASHES)
    return joined and (token.text.lower() in country_names() or (token.tag_ == "NNP" and token.text.isupper() and len(token) > 2))


def _is_venue(name: "Token") -> bool:
    """True for a city before a noun: 'Geneva talks', 'Minsk agreements' say where, not who."""
    if name.dep_ != "compound" or name.ent_type_ == "PERSON":
        return False
    form = country_names().get(name.text.lower(), (None, None))[1]
    return form == "capital" or (form is None and name.ent_type_ == "GPE")


def names_actor(token: "Token") -> bool:
    """True for the last word of a name that can act: a person, body or state, or a demonym."""
    if token.text.lower() in roles()["inert"]:
        return False
    return (
        token.ent_type_ in NAMED
        and token.tag_ != "POS"
        and token.text not in ("-", "–")
        and (token.ent_type_ != "ORG" or token.i + 1 == len(token.doc) or token.doc[token.i + 1].ent_iob_ != "I")
    ) or (token.text.lower() in country_names() and token.text[0].isupper() and token.text != "Us")


def name_of(token: "Token") -> list["Token"]:
    """The tokens of the name that ends in a token, back to a hyphen: American of 'Russo-American'."""
    first = token.i
    while (
        first > 0
        and token.doc[first].ent_iob_ == "I"
        and token.doc[first - 1].text not in DASHES
        and token.doc[first - 1].ent_type_ == token.ent_type_
    ):
        first -= 1
    while first < token.i and token.doc[first].tag_ == "DT":
        first += 1
    return list(token.doc[first : token.i + 1])


def parties(head: "Token") -> list["Token"]:
    """A head and what is coordinated with it; 'Presidents A and B' are A and B, 'US and Russian officials' US and Russian."""
    named = [c for c in head.children if c.dep_ == "appos" and c.ent_type_ in ("PERSON", "ORG", "GPE") and c.i > head.i]
    if not named and head.tag_ == "NN" and is_form_of(head.text, roles()["offices"]):  # the governor of the valley, Ann Lee
        inner = [t for p in head.children if p.dep_ == "prep" for o in _objects(p) for t in o.children if t.dep_ == "appos"]
        named = [t for t in inner if t.ent_type_ == "PERSON"]
    if named and head.ent_type_ not in NAMED:
        return parties(named[0])
    if is_form_of(head.text, PARTITIVE):
        whole = [t for p in head.children if p.dep_ == "prep" and p.text.lower() == "of" for t in _objects(p)]
        if whole:
            return [t for w in whole for t in parties(w)]
    if head.tag_ == "NNS" and head.ent_type_ == "":
        sides = [
            t for t in head.doc[head.left_edge.i : head.i] if names_actor(t) and t.dep_ in ("amod", "compound", "nmod", "conj", "poss")
        ]
        if len(sides) > 1 and any(t.dep_ == "cc" for t in head.doc[sides[0].i : sides[-1].i]):
            return sides
    following = head.nbor(1) if head.i + 2 < len(head.doc) else None
    if (
        following is not None
        and following.text == ","
        and head.ent_type_ == ""
        and is_form_of(head.text, roles()["offices"] | {"counterpart"})
    ):
        beside = head.nbor(2)
        if beside.ent_type_ == "PERSON" and beside.ent_iob_ == "B":
            last = beside
            while last.i + 1 < len(last.doc) and last.nbor(1).ent_iob_ == "I" and last.nbor(1).ent_type_ == "PERSON":
                last = last.nbor(1)
            return [last]
    named = _included(head) or _delegating(head)
    return named or [head, *(_by_name(c) for c in head.conjuncts if c.i > head.i)]


def _by_name(token: "Token") -> "Token":
    """South Korea of 'its ally South Korea'."""
    name = next((c for c in token.children if c.dep_ == "appos" and c.ent_type_ in ("PERSON", "ORG", "GPE") and c.i > token.i), None)
    return name if name is not None and token.ent_type_ not in NAMED else token


def _included(head: "Token") -> list["Token"]:
    """Those who are named of a group: 'leaders including Ann Lee and Bo Horn'."""
    if head.tag_ != "NNS" or head.ent_type_:
        return []
    for child in head.children:
        if child.dep_ == "prep" and child.text.lower() == "including":
            found = [t for o in _objects(child) for t in [o, *(c for c in o.conjuncts if c.i > o.i)]]
            return found if all(names_actor(t) for t in found) else []
    return []


def _delegating(head: "Token") -> list["Token"]:
    """Whose officials act, where they come from more than one: NATO and Moscow of 'representatives from NATO and Moscow'."""
    if head.tag_ != "NNS" or not is_form_of(head.text, roles()["for_the_state"]):
        return []
    objects = [o for c in head.children if c.dep_ == "prep" and c.text.lower() in ("from", "of") for o in _objects(c)]
    found = [t for o in objects for t in [o, *(c for c in o.conjuncts if c.i > o.i)]]
    return found if len(found) > 1 and all(names_actor(t) for t in found) else []


PARTITIVE = frozenset({
    "one", "number", "majority", "minority", "dozen", "hundred", "thousand", "ten", "score", "some", "many", "most", "all", "several", "any",
    "none", "both", "half", "part", "couple", "handful", "lot", "few", "two", "three", "four", "five", "each", "rest", "million", "crowd", "pair",
})  # fmt: skip


def is_plausible(trigger: Trigger, token: "Token", sources: Collection["Token"], targets: Collection["Token"]) -> bool:
    """False for a verb that tells no event as it stands: a modifier, or one that lacks the company it needs."""
    words = trigger.words[0]
    if trigger.noun:
        danger = len(trigger.words) == 1 and "threat" in words and any(c.dep_ == "prep" and c.text.lower() == "to" for c in token.children)
        return not danger  # 'a threat to health' is no act
    if token.tag_ == "VBN" and token.dep_ == "amod":
        return False
    if len(trigger.words) > 1:
        return True
    if (words & SPOKEN and token.tag_ == "VBG" and token.dep_ in ("advcl", "acl")) or (
        words & BY_SOMEBODY and all(map(_is_matter, sources))
    ):
        return False
    if words & INTRANSITIVE and any(c.dep_ == "dobj" and c.ent_type_ not in TIMES for c in token.children):
        return False  # 'demonstrate a willingness', 'rally support'
    if words & {"return", "receive"} and not any(c.dep_ in ("dobj", "nsubjpass") and not _is_matter(c) for c in token.children):
        return False
    plural = len(sources) > 1 or any(t.tag_ in ("NNS", "NNPS") or t.text.lower() in ("they", "both", "we") for t in sources)
    objects = any(c.dep_ in ("dobj", "nsubjpass", "dative", "ccomp", "xcomp") for c in token.children) or token.dep_ == "acl"
    of = any(c.dep_ == "prep" and c.text.lower() == "of" for c in token.children)  # 'they spoke of a plan'
    if words & NEEDS_COMPANY and not targets and not (plural and not of and words & ALONE_IN_PLURAL):
        return False
    return not (words & NEEDS_OBJECT and not targets and not objects)


NEEDS_COMPANY = frozenset({
    "meet", "speak", "talk", "consult", "confer", "negotiate", "phone", "telephone", "visit", "host", "receive", "back", "support",
    "brief", "discuss", "release", "help", "assist",
})  # fmt: skip
SPOKEN = frozenset({"speak", "talk"})  # 'speaking on Friday, …' is no talk
INTRANSITIVE = frozenset({"demonstrate", "rally", "march"})
BY_SOMEBODY = frozenset({"allow", "permit", "enable", "let", "help", "arm", "authorize", "authorise"})  # not what a law or a tool does
ALONE_IN_PLURAL = frozenset({"meet", "speak", "talk", "confer", "negotiate"})
NEEDS_OBJECT = frozenset({
    "ask", "warn", "seek", "charge", "free", "grant", "yield", "mass", "station", "execute", "block", "defend", "thank", "propose",
    "request", "deny", "oppose", "dismiss", "accept", "approve", "ban", "seize", "fight", "wound", "storm", "shell", "aid", "arm",
    "welcome", "praise", "strike", "fine", "fund", "finance", "sign", "review", "examine", "search", "force",
    "resist", "assure", "credit", "honor", "honour", "stab", "beat", "capture", "rape", "attack", "shoot", "offer",
    "promise", "question", "recognize", "recognise", "commit", "encourage",
})  # fmt: skip


def base(token: "Token") -> str:
    """The likeliest base form of a token: what two mentions of one event share."""
    return base_forms(token.text)[0]
