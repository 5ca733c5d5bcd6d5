"""Who speaks, and to whom: the phrases that a cue word has for its speaker and its addressee."""

import re
from typing import TYPE_CHECKING

from schemas.vocabulary import CueClass
from tasks.extract.lexicon import Cue, base_forms, cues, event_nouns, is_form_of, participants, roles
from tasks.extract.names import is_holder
from tasks.extract.phrases import PASSIVE, SUBJECTS, Phrase, issuer_of, object_of, objects_of, phrase_from, phrase_of, reports_on
from tasks.extract.quotes.attribution import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = frozenset({
    "there", "itself", "himself", "herself", "themselves", "what", "which", "that", "this", "these", "those", "nothing",
    "everything", "something",
})  # fmt: skip
SHOWING = frozenset({"show", "demonstrate", "illustrate", "prove"})
CITING = frozenset({"cite", "quote"})
HINTING = frozenset({"come", "highlight", "imply", "indicate", "signal", "speak", "suggest", "talk", "threaten", "underline", "underscore"})
THINGS = (
    "tion", "sion", "ment", "ness", "ity", "ing", "age", "ence", "ance", "ism", "ure", "law", "bill", "plan", "deal", "move", "rule",
    "act", "th",
)  # fmt: skip
ABOUT_THINGS = frozenset(
    {"acknowledge", "admit", "cite", "deny", "dispute", "note", "oppose", "predict", "reject"}
)  # 'denied any link to the murder'
NOT_ADDRESSED = frozenset({"DATE", "TIME", "GPE", "MONEY", "PERCENT", "CARDINAL"})
WHEN = ("DATE", "TIME")
EXPLETIVE = frozenset({"be", "become", "cost", "help", "seem", "take"})  # verbs whose 'it' is what follows: 'it took a year to establish'
CAUSING = frozenset({"cause", "compel", "drive", "enable", "force", "induce", "lead", "oblige", "prompt", "push", "spur"})
CIRCUMSTANCES = frozenset(
    {"challenge", "circumstance", "condition", "crisis", "emergency", "issue", "moment", "occasion", "problem", "situation"}
)
STORIES = frozenset({"claim", "myth", "rumor", "rumour", "story", "theory"})
TAKING_UP = frozenset({"cite", "circulate", "face", "hear", "promote", "push", "reject", "share", "spread"})
RELATIVE = frozenset({"who", "which", "that"})


def is_passive(verb: "Token") -> bool:
    """True for 'was told'; a passive reports nothing of its subject's."""
    return any(c.dep_ in PASSIVE for c in verb.children)


def is_negated(verb: "Token") -> bool:
    """True for 'did not say', 'never said'."""
    if verb.dep_ == "conj" and verb.i and verb.nbor(-1).text.lower() == "nor":
        return True  # 'nor mention it'
    return any(c.dep_ == "neg" or c.text.lower() in ("never", "nor") for c in verb.children)


def subject_of(verb: "Token") -> "Token | None":
    """The one who speaks: the verb's own subject, that of the verb it is coordinated with or depends on, or the noun of its clause."""
    node = verb
    for _ in range(4):
        own = next((c for c in node.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            if own.text.lower() == "who" and own.i > 2 and own.nbor(-2).head.head.text.lower() == "according":
                return own.nbor(-2)  # 'according to the police, who said …'
            if own.text.lower() in RELATIVE and node.dep_ == "relcl":
                return _who_is_told_of(node.head, own)
            if node.i != verb.i and node.dep_ == "ccomp" and node.head.tag_[:2] == "VB" and _is_thing(own):
                node = node.head  # 'Lee said the aid was late but denied …': the aid denies nothing
                continue
            if own.text.lower() == "it" and node.i != verb.i and verb.tag_ == "VB" and is_form_of(node.text, EXPLETIVE):
                return None  # 'it took the police a year to establish that'
            return None if (own.text.lower() in NOBODY and own.tag_ != "NNP") or not own.text[0].isalnum() else own
        purpose = node.dep_ == "advcl" and node.tag_ == "VB" and any(c.tag_ == "TO" for c in node.lefts)
        if reports_on(node):
            node = node.head.head
            continue
        if node.dep_ == "xcomp" and (made := _made_to(node)) is not None:
            return made
        if node.dep_ in ("conj", "xcomp", "acomp") or purpose or (node.dep_ in ("advcl", "dep") and node.tag_ == "VBG"):
            if node.dep_ == "advcl" and node.head.dep_ == "ccomp" and node.head.head.tag_.startswith("VB"):
                inner = next((c for c in node.head.children if c.dep_ in SUBJECTS), None)
                node = node.head if inner is not None and inner.ent_type_ == "PERSON" else node.head.head
                continue  # 'Lee said the use of coal fell, adding …' is still Lee
            passive = next((c for c in node.head.children if c.dep_ == "nsubjpass"), None)
            if passive is not None:
                return passive
            node = node.head
        elif node.dep_ in ("pcomp", "advcl") and node.tag_ == "VBG" and node.head.dep_ == "prep" and node.head.head.tag_[:2] == "VB":
            passive = next((c for c in node.head.head.children if c.dep_ == "nsubjpass"), None)  # was quoted as saying
            if passive is not None:
                return passive
            quoted = next((c for c in node.head.head.children if c.dep_ == "dobj"), None)
            if quoted is not None and node.head.text.lower() == "as":
                return quoted  # quotes a trader as saying
            node = node.head.head
        elif node.dep_ == "acl" and node.tag_ == "VBG":
            giver = _giver(node.head)
            if giver is None and _is_thing(node.head) and node.doc[node.left_edge.i - 1].text in (",", "-", "–", "—"):
                above = next((t for t in node.head.ancestors if t.tag_[:2] == "VB"), None)
                if above is not None:
                    node = above
                    continue  # 'Lee set a goal, insisting that …': Lee insists
            return giver or node.head
        elif node.dep_ == "acl" and node.tag_ in ("VBD", "VBZ") and node.head.dep_ == "pobj" and node.head.head.head.tag_ == "VBG":
            node = node.head.head.head  # 'Lee, speaking to the council called it …': the parser takes a finite verb for a participle
        else:
            return None
    return None


def _made_to(verb: "Token") -> "Token | None":
    """The minister of 'the protests forced the minister to admit it'."""
    cause = verb.head
    if verb.tag_ != "VB" or not any(c.tag_ == "TO" for c in verb.lefts) or not is_form_of(cause.text, CAUSING):
        return None
    return next((c for c in cause.rights if c.dep_ == "dobj" and c.i < verb.i), None)


def _who_is_told_of(noun: "Token", pronoun: "Token") -> "Token":
    """The tweets of 'tweets posted in May which accused her', and the source of 'a source familiar with the plan who said …', where the
    model gives the clause to the noun next to it."""
    person = pronoun.text.lower() == "who"
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and (noun.ent_type_ in WHEN or (person and _is_thing(noun))):
        above = noun.head.head
        noun = above.head if above.dep_ in ("acl", "relcl", "amod") else above
    return noun


def _is_thing(subject: "Token") -> bool:
    """True for a common noun that is for no people, body or document, and for 'it' and 'there'."""
    if subject.tag_ not in ("NN", "NNS"):
        return subject.text.lower() in ("it", "there", "this", "that")
    known = roles()["speakers"] | roles()["common"] | roles()["generic"] | roles()["accused"]
    return subject.ent_type_ == "" and not is_form_of(subject.text, known)


def _giver(noun: "Token") -> "Token | None":
    """Of 'Lee issued a statement saying …': Lee, where the noun is a word of speech; also of 'posted a message on Twitter saying …'."""
    above = noun.head.head
    posted = noun.dep_ == "pobj" and noun.tag_ == "NNP" and noun.head.text.lower() in ("on", "via")
    if posted and (is_form_of(above.text, cues("nouns")) or is_form_of(above.text, roles()["documents"])):
        verb = above.head
    elif is_form_of(noun.text, roles()["documents"]) and (issuer := issuer_of(noun)) is not None:
        return issuer
    elif noun.dep_ == "dobj" and is_form_of(noun.text, STORIES) and is_form_of(noun.head.text, TAKING_UP):
        return None  # 'promoted a theory suggesting it': the theory suggests
    elif noun.dep_ in ("dobj", "pobj") and is_form_of(noun.text, cues("nouns")):
        verb = above if noun.dep_ == "pobj" else noun.head
    else:
        return None
    return next((c for c in verb.children if c.dep_ in SUBJECTS and c.text.lower() not in NOBODY), None)


def agent_of(verb: "Token") -> "Token | None":
    """Of 'was criticised by unions': unions."""
    return object_of(next((c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.text.lower() == "by")), None))


def inverted_speaker(verb: "Token", base: int, page: Page) -> Phrase | None:
    """'…,” said Ann Lee': a noun phrase that follows the cue at once, where the parser saw no subject."""
    doc = verb.doc
    if verb.i + 1 >= len(doc) or verb.tag_ in ("VBG", "VB") or not page.outside(doc[verb.i + 1], base):
        return None
    following = doc[verb.i + 1]
    if following.is_sent_start or following.tag_ not in ("DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP", "PRP$", "CD"):
        return None
    if following.text.lower() in ("it", "that", "this", "them", "him", "me", "us") and following.text != "US":
        return None
    before = page.text[max(0, base + verb.idx - 2) : base + verb.idx]
    if not verb.is_sent_start and not re.search(r"[,”\"’'»?!—–-]\s?$", before):
        return None
    head = following
    while head.dep_ in ("det", "compound", "amod", "poss", "nmod", "nummod") and head.head.i > head.i and head.head.i - following.i < 8:
        head = head.head
    if (head.dep_ in SUBJECTS and head.head.i > head.i) or is_abstract(head) or not page.outside(head, base):
        return None  # the subject of what is said
    return phrase_of(head, base, page.text, (verb.i,))


def phrase_before(verb: "Token", base: int, page: Page) -> Phrase | None:
    """'On Friday Ford Motor Company announced …': the noun phrase right ahead of a verb, where the parse gives it no subject."""
    doc = verb.doc
    end = verb.i
    while end > 0 and (doc[end - 1].tag_ in ("RB", "MD", "VBZ", "VBP", "VBD") and doc[end - 1].dep_ in ("advmod", "aux", "neg")):
        end -= 1
    start = end
    while start > 0 and start > verb.sent.start:
        token = doc[start - 1]
        if token.tag_ not in ("NNP", "NNPS", "NN", "NNS", "DT", "JJ", "POS", "PRP$", "CD") or token.ent_type_ in ("DATE", "TIME"):
            break
        if not page.outside(token, base):
            return None
        start -= 1
        if token.tag_ in ("DT", "PRP$"):
            break
    run = doc[start:end]
    if (
        len(run) == 0
        or run[-1].tag_[:2] != "NN"
        or (start > 0 and doc[start - 1].tag_ in ("IN", "TO") and doc[start - 1].text.lower() == "of")
    ):
        return None
    return phrase_from(run[-1], run, base, page.text)


def named_beside(phrase: Phrase, base: int, page: Page) -> Phrase:
    """The name beside what says who it is: Richard Keen of 'the government’s lawyer, Richard Keen', NRK of 'the broadcaster NRK'; else
    the phrase itself."""
    phrase = _to_its_end(phrase, base, page)
    head = phrase.head
    named = head.ent_type_ == "PERSON" or (head.ent_type_ == "ORG" and head.tag_ == "NNP" and not is_form_of(head.text, roles()["offices"]))
    if named or head.tag_ not in ("NN", "NNS", "NNP", "CD", "DT"):
        return phrase
    beside = next(
        (
            c
            for c in head.children
            if c.dep_ == "appos"
            and c.i > head.i
            and (c.ent_type_ == "PERSON" or (c.tag_ in ("NNP", "NNPS") and (_is_name_of_body(c, head) or _looks_like_a_name(c))))
        ),
        None,
    )
    if beside is None:
        inner = [t for t in head.subtree if t.dep_ == "appos" and t.i > head.i and (t.ent_type_ == "PERSON" or is_holder(t))]
        beside = next(
            (
                t
                for t in inner
                if t.head.ent_type_ != "PERSON" and page.text[base + t.left_edge.idx - 2 : base + t.left_edge.idx].strip() == ","
            ),
            None,
        )
    beside = beside or _second_subject(phrase) or _named_next(phrase) or _called(phrase)
    if beside is None:
        return phrase
    name = phrase_of(beside, base, page.text)
    if page.text[phrase.end : name.start].strip() == "":
        return Phrase(beside, (*phrase.tokens, *name.tokens), phrase.start, name.end, page.text[phrase.start : name.end])
    return name


def _to_its_end(phrase: Phrase, base: int, page: Page) -> Phrase:
    """A phrase with the nouns that follow it at once and end in a name, where the parser cut it: 'semi' of 'semi-official agency ISNA'."""
    doc, end = phrase.head.doc, phrase.tokens[-1].i + 1
    first = end
    while end < len(doc) and (doc[end].tag_ in ("NNP", "HYPH", "NN", "JJ") or doc[end].text == "-") and doc[end].ent_type_ not in WHEN:
        if not page.outside(doc[end], base):
            break
        end += 1
    told = (
        first < end < len(doc) and doc[end].text == "," and phrase.head.tag_ == "NN" and is_form_of(phrase.head.text, roles()["of_bodies"])
    )
    if first < len(doc) and (doc[first].ent_iob_ == "B" or doc[first].dep_ in SUBJECTS) and not told:
        return phrase  # 'according to Reuters Norland will …'
    while end > first and doc[end - 1].tag_ != "NNP":
        end -= 1
    if end == first and end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        end += 2  # co-author
    if end == first or phrase.head.tag_ not in ("NN", "NNP", "JJ") or page.text[phrase.end : base + doc[first].idx].strip():
        return phrase
    return phrase_from(doc[end - 1], doc[phrase.tokens[0].i : end], base, page.text)


def _second_subject(phrase: Phrase) -> "Token | None":
    """Ann Lee of 'The mayor, Ann Lee said', NRK of 'the broadcaster NRK said': the parser gives the verb two subjects."""
    head = phrase.head
    if head.dep_ not in SUBJECTS or head.tag_ not in ("NN", "NNP"):
        return None
    return next(
        (
            c
            for c in head.head.lefts
            if c.dep_ in SUBJECTS
            and c.i > head.i
            and (c.ent_type_ == "PERSON" or (c.ent_type_ == "ORG" and c.left_edge.i == head.i + 1 and head.tag_ == "NN"))
        ),
        None,
    )


def _is_name_of_body(token: "Token", head: "Token") -> bool:
    """True for the name of a body beside a common noun: 'the militant group, the Islamic Front'."""
    return token.ent_type_ == "ORG" and head.tag_ in ("NN", "NNS", "CD")


def _called(phrase: Phrase) -> "Token | None":
    """Lee of 'a student named Lee'."""
    naming = next((c for c in phrase.head.rights if c.dep_ == "acl" and c.text.lower() in ("named", "called")), None)
    return next((c for c in naming.rights if c.ent_type_ == "PERSON"), None) if naming is not None else None


def _named_next(phrase: Phrase) -> "Token | None":
    """Dee Margo of 'according to the mayor, Dee Margo, …', where the parser hung the name elsewhere."""
    doc, last = phrase.head.doc, phrase.tokens[-1].i
    if last + 3 >= len(doc) or doc[last + 1].text != "," or is_form_of(phrase.head.text, roles()["documents"]):
        return None
    end = last + 2
    if doc[end].ent_type_ != "PERSON" or doc[end].ent_iob_ != "B":
        return None
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
        end += 1
    return doc[end] if end + 1 < len(doc) and doc[end + 1].text == "," else None


def _looks_like_a_name(token: "Token") -> bool:
    return (
        token.ent_type_ in ("", "ORG")
        and not any(c.dep_ == "det" for c in token.children)
        and any(c.dep_ == "compound" for c in token.children)
    )


def addressee_of(verb: "Token", cue: Cue) -> "Token | None":
    """The one spoken to: the object of tell and its like, the subject of what is asked, or the object of 'to'."""
    if cue.particle in ("on", "upon"):
        on = next((c for c in verb.children if c.dep_ == "prep" and c.text.lower() == cue.particle), None)
        return object_of(on)
    if cue.addressed:
        spoken_to = next((c for c in verb.children if c.dep_ in ("dobj", "dative", "iobj") and c.i > verb.i), None)
        if spoken_to is not None and spoken_to.tag_ == "NN" and is_form_of(spoken_to.text, event_nouns()):
            spoken_to = None  # 'promised another review to settle it'
        if spoken_to is not None and spoken_to.ent_type_ not in ("DATE", "TIME") and spoken_to.tag_[:2] in ("NN", "PR"):
            clausal = any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)
            if clausal or spoken_to.dep_ != "dobj" or "clause" in cue.addressed or spoken_to.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
                return spoken_to
        clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
        subject = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None) if clause is not None else None
        if clause is not None and subject is not None and verb.i < subject.i <= verb.i + 4:
            # "told reporters that …", "urged Congress to …" are often read as the subject of what was told
            later = any(c.dep_ == "mark" and c.i > subject.i for c in clause.lefts)
            asked = "infinitive" in cue.addressed and any(c.tag_ == "TO" for c in clause.lefts)
            if later or asked:
                return subject
    to = next((c for c in verb.children if c.dep_ in ("prep", "dative") and c.text.lower() == "to" and c.i > verb.i), None)
    if to is None or "to" in cue.frames or "label" in cue.frames:
        return None
    told = next((c for c in to.children if c.dep_ == "pobj" and c.ent_type_ not in NOT_ADDRESSED), None)
    return None if told is not None and cue.lemma in ABOUT_THINGS else told


def can_speak(token: "Token") -> bool:
    """True for what may be a speaker: a person's pronoun, a name, or a noun for people (by its label), never a thing like 'it'."""
    lower = token.text.lower()
    if token.tag_ in ("PRP", "WP"):
        return lower in ("he", "she", "they", "i", "we", "who")
    return token.tag_ in ("NNP", "NNPS") or token.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") or token.tag_ in ("NN", "NNS")


def is_source(token: "Token", cue: Cue, cue_class: CueClass, frame: str) -> bool:
    """True for what can say or hold a content in such a shape: people, bodies, documents; a thing only shows or wants nothing."""
    if token.tag_ in ("PRP", "WP", "PRP$", "NNP", "NNPS", "CD", "DT", "WDT") or token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return cue.lemma not in SHOWING or token.tag_ not in ("PRP", "DT", "WDT")
    known = set(base_forms(token.text))
    if known & participants()["partitive"] and (of := next((c for c in token.rights if c.text.lower() == "of"), None)) is not None:
        members = objects_of(of)  # 'the majority of experts'
        return bool(members) and all(t.ent_type_ or t.tag_ == "PRP" or _is_people(set(base_forms(t.text))) for t in members)
    if known & roles()["documents"]:
        return cue_class == "speech"
    people = _is_people(known)
    thing = token.text.lower().endswith(THINGS) and not people
    if cue.lemma == "call" and frame == "for" and is_form_of(token.text, CIRCUMSTANCES):
        return False  # 'the new problem calls for new solutions'
    if cue.lemma in SHOWING or (cue.lemma in HINTING and not people):
        return False
    if not people and (cue.lemma == "see" or (cue.lemma == "promise" and thing)):
        return False  # 'the year saw many people leave', 'the investment promises to pay'
    if token.tag_ == "NN" and thing:
        return cue_class == "speech" and frame in ("clause", "quoted", "infinitive")
    return True


def is_abstract(noun: "Token") -> bool:
    """True for somebody's aspirations, feelings and the like: things that belong to a person, by their ending."""
    own = noun.tag_ in ("NN", "NNS") and any(c.tag_ == "PRP$" for c in noun.lefts)
    forms = base_forms(noun.text) if own else ()
    return any(f.endswith(THINGS) for f in forms) and not _is_people({*forms}) and not roles()["documents"] & {*forms}


def is_somebody(noun: "Token") -> bool:
    """True for people and bodies, not for the letter or the health that somebody cites."""
    name = noun.tag_[:3] == "NNP" and noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    forms = {*base_forms(noun.text)}
    return name or (noun.tag_ in ("NN", "NNS") and _is_people(forms) and not forms & roles()["documents"])


def _is_people(forms: "set[str]") -> bool:
    return bool(forms & (roles()["speakers"] | roles()["parties"] | roles()["generic"]))


def name_to_the_left(verb: "Token", base: int, page: Page) -> Phrase | None:
    """'Owen Penry – the two are not related – said …': the last person named ahead of a verb that has no subject."""
    if verb.dep_ in ("conj", "xcomp", "advcl", "acl", "relcl"):
        return None
    named = [t for t in verb.sent if t.i < verb.i and t.ent_type_ == "PERSON" and t.dep_ != "compound" and page.outside(t, base)]
    return phrase_of(named[-1], base, page.text, (verb.i,)) if named else None


def sentence_opener(verb: "Token", base: int, page: Page) -> Phrase | None:
    """'The delegate of France, for her part, said …': the noun phrase that opens a sentence, up to its first comma."""
    if verb.i == verb.sent.start or verb.nbor(-1).text != "," or verb.dep_ in ("conj", "xcomp", "advcl", "acl", "relcl"):
        return None
    opener = []
    for token in verb.sent:
        if token.text == ",":
            break
        if token.tag_[:2] in ("VB", "MD", "IN", "WR", "WP") and token.text.lower() not in ("of", "for"):
            return None
        opener.append(token)
    head = next((t for t in opener if t.tag_[:2] == "NN" and t.head not in opener), None)
    return phrase_of(head, base, page.text, (verb.i,)) if head is not None and page.outside(head, base) else None


def subject_to_the_left(verb: "Token", base: int, page: Page) -> "Token | None":
    """The nearest subject ahead of a verb in its sentence, where the parse gives the verb none."""
    ahead = [t for t in verb.sent if t.i < verb.i and t.dep_ == "nsubj" and page.outside(t, base) and can_speak(t)]
    return ahead[-1] if ahead else None
