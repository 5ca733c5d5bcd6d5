"""Whether an event happened: its status (data contract), read from its profile.

`profile` says how the clause of the trigger stands, what governs it and whether it is negated; `clauses` reads the parse for it;
`ongoing` says whether what is real still lasts, `factuality` says how far the text commits to the event.
"""

from datetime import date
from typing import TYPE_CHECKING

from schemas.vocabulary import Status
from tasks.extract.lexicon import is_form_of, modality
from tasks.extract.phrases import judged_of, objects_of
from tasks.extract.status.clauses import (
    FUTURE,
    HAPPENING,
    POSSIBLE,
    conditional_clause,
    is_definite,
    is_infinitive,
    is_negated,
    is_past,
    is_somebody,
    is_told_past,
    modal_of,
    stands_behind,
    verb_of,
)
from tasks.extract.status.factuality import factuality
from tasks.extract.status.ongoing import is_ongoing, is_over
from tasks.extract.status.profile import Profile, class_of, profile_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Profile", "conditional_clause", "factuality", "is_over", "profile_of", "status_of"]

FRIENDLY = frozenset({"AGREE", "AID", "CONSULT", "COOPERATE", "SUPPORT"})
HARMFUL = frozenset({"SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
ENACTING = frozenset({"voted", "glad", "proud", "honored", "honoured", "pleased"})
COMING = frozenset({"come", "go", "march", "gather", "rally", "turn", "join", "do", "meet", "assemble", "fly", "travel"})
HOLDING = frozenset({"begin", "start", "hold", "stage", "conduct", "execute", "complete", "finish", "end", "open", "resume"})
RARE = frozenset({"earliest", "few", "last", "latest", "only"})
SCENES = frozenset({"airwave", "media", "square", "stage", "street"})
SPOKEN = frozenset({"ACCUSE", "THREATEN", "REQUEST"})
EXAMINING = frozenset({"address", "answer", "consider", "discuss", "examine", "investigate", "probe", "review"})
ENDING = frozenset({"end", "continue", "expire", "conclude", "finish"})
READY = frozenset({"ready", "readiness", "prepared", "willing", "willingness"})


def status_of(
    token: "Token",
    event_type: str,
    first: date | None,
    anchor: date | None,
    *,
    ahead: bool = False,
    depends: bool = False,
    profile: Profile | None = None,
) -> tuple[Status, bool]:
    """(status, negated) of the event that `token` tells. `first` is its first day, `anchor` the day it was told; `ahead` says that the
    words for its day put it later than it is told ('next month'), where neither is known; `depends` that
    it is told as what follows from a condition: harm that would follow is a threat; `profile` is that of the token, where it is known."""
    p = profile or profile_of(token)
    status, negated = _status(token, p, event_type, first, anchor, ahead=ahead)
    if status not in ("planned", "scheduled", "hypothetical") or p.mood == "conditional":
        return status, negated
    demanding = p.mood in ("future", "infinitive") and (event_type in HARMFUL or event_type == "AID") and _unless(token)
    return "threatened" if demanding or (depends and event_type in HARMFUL) else status, negated


def _status(token: "Token", p: Profile, event_type: str, first: date | None, anchor: date | None, *, ahead: bool) -> tuple[Status, bool]:
    after = ahead or (first is not None and anchor is not None and first > anchor)
    harmful = event_type in HARMFUL
    if event_type in ("ACCUSE", "AGREE") and not after and _is_in_force(token):
        return "occurred", False
    if p.mood in ("conditional", "question"):
        return "hypothetical", p.negated
    if p.governor == "denying" and not (event_type in SPOKEN and token.dep_ == "dobj"):
        return "denied", p.negated  # but not what is said: 'denied the accusation'
    aimed = p.mood in ("infinitive", "future") or (p.mood == "noun" and token.dep_ == "dobj")
    if p.governor == "threatening" and (harmful or (aimed and event_type not in FRIENDLY)) and p.mood != "asserted":
        vowed = not harmful and is_form_of(verb_of(token).head.text, {"vow"})  # 'vowed to investigate it'
        return ("planned" if vowed else "threatened"), p.negated
    if p.mood == "possible" and p.negated and _could_not(verb_of(token)):
        return "occurred", True  # 'could not agree': did not
    if p.mood in ("possible", "would"):
        return "hypothetical", p.negated
    if p.mood == "obliged":
        return "demanded", p.negated
    if p.mood in ("future", "infinitive"):
        return _ahead(token, p, first, after, harmful)
    verb = verb_of(token)
    if p.mood == "asserted" and event_type == "ACCUSE" and token.i == verb.i and _asks_for(verb):
        return "demanded", p.negated  # 'called for an inquiry'
    if p.mood == "asserted" and p.governor == "demanding" and _is_subjunctive(verb):
        return "demanded", p.negated
    if p.mood == "noun" and p.governor is None and event_type in ("MOBILIZE", "RETREAT") and _is_announced(token):
        return "planned", p.negated
    if p.mood == "noun" and (told := _of_noun(token, verb, p, event_type, after=after)) is not None:
        return told
    if p.governor == "planning" and token.dep_ == "dobj" and is_past(verb) and is_form_of(verb.text, HOLDING):
        return "occurred", p.negated  # 'began a planned shutdown'
    taken_for_granted = p.given and (
        p.governor in ("doubting", "preventing", "believing") or (p.governor in ("demanding", "planning") and _is_deep(token, p.governor))
    )
    if (
        p.mood in ("gerund", "noun", "modifier")
        and p.governor is not None
        and not taken_for_granted
        and (status := _governed(p, harmful)) is not None
    ):
        return status, p.negated
    if after and not (p.mood == "asserted" and token.i == verb.i and is_past(verb)):
        return "scheduled", p.negated
    if p.mood == "noun" and harmful and p.governor is None and _is_open(token, verb):
        return "hypothetical", p.negated
    if p.mood == "asserted" and verb.tag_ in ("VBZ", "VBP") and _awaited(verb):
        return "scheduled", p.negated
    before = first is not None and anchor is not None and first < anchor
    return ("ongoing" if is_ongoing(token, verb, p, event_type, before=before) else "occurred"), p.negated


def _of_noun(token: "Token", verb: "Token", p: Profile, event_type: str, *, after: bool) -> tuple[Status, bool] | None:
    """What a noun and the verb around it tell together; None where the noun's governor or its day decides."""
    if stands_behind(token, ("without",)) and is_past(verb) and modal_of(verb) is None and not is_negated(verb, verb):
        return "occurred", True  # 'ended without an agreement'
    if p.governor is None and token.dep_ in ("nsubjpass", "dobj") and modal_of(verb) in FUTURE and not is_definite(token):
        return ("denied", True) if p.negated else ("planned", False)  # 'sanctions will be mustered'
    if p.governor is None and token.dep_ == "nsubjpass" and modal_of(verb) in POSSIBLE and not is_definite(token):
        return "hypothetical", p.negated  # 'further charges may be laid'
    if p.governor is None and stands_behind(token, ("ahead of",)):
        return "scheduled", p.negated
    if p.governor is None and event_type == "CONSULT" and not p.negated and _is_to_come(token, verb):
        return ("scheduled" if after else "planned"), False
    before = {c.text.lower() for c in token.lefts}
    if (p.governor is None or "future" in before) and not p.negated and not is_past(verb) and "any" in before:
        return "hypothetical", False  # 'any future expansion must be agreed'
    if _is_to_end(token, verb):
        return ("occurred" if is_past(verb) else "ongoing"), p.negated
    return None


def _is_in_force(noun: "Token") -> bool:
    """True for an agreement that something is done with ('may cancel the agreement', 'threatened to suspend a deal with them'), and for
    charges that are looked into ('will investigate allegations of fraud')."""
    behind = noun.dep_ == "pobj"
    link = noun.head.head if behind else noun.head
    if noun.dep_ not in ("dobj", "nsubjpass", "pobj") or noun.tag_[:2] != "NN" or any(c.text.lower() in ("any", "no") for c in noun.lefts):
        return False
    if behind and noun.head.text.lower() not in ("by", "from", "of", "on", "with"):
        return False  # 'will leave without a deal'
    if is_form_of(noun.text, {"accusation", "allegation", "charge", "complaint"}):
        return noun.dep_ != "pobj" and is_form_of(link.text, EXAMINING)
    return is_form_of(noun.text, {"accord", "agreement", "deal", "pact", "treaty"}) and is_form_of(link.text, modality()["standing"])


def _is_to_come(noun: "Token", verb: "Token") -> bool:
    """True for a meeting at which something will be done, or which will be: 'will raise it during his visit', 'a visit, which will be soon'."""
    wanted = (
        is_infinitive(verb)
        and (noun.tag_ == "NNS" or any(c.text.lower() in ("a", "an") for c in noun.lefts))
        and not is_definite(noun)
        and not is_past(verb.head)
        and class_of(verb.head, ("planning", "scheduling")) is not None
    )
    ahead = wanted or modal_of(verb) in FUTURE or (modal_of(verb) == "would" and is_told_past(verb))
    held = any(c.dep_ in ("relcl", "acl") and (is_past(c) or c.tag_ == "VBN") for c in noun.rights)  # 'in talks which took place on Monday'
    if ahead and not held and stands_behind(noun, ("at", "during", "in")):
        return True
    return any(c.dep_ == "relcl" and modal_of(c) in FUTURE and is_form_of(c.text, HAPPENING | HOLDING | {"be"}) for c in noun.rights)


def _ahead(token: "Token", p: Profile, first: date | None, after: bool, harmful: bool) -> tuple[Status, bool]:
    if p.mood == "infinitive":
        verb = verb_of(token)
        above = verb.head.text.lower()
        if any(c.text.lower() == "yet" for c in verb.head.children) and is_form_of(above, {"have", "be"}):
            return "occurred", True  # 'has yet to agree'
        if _done(verb):
            return "occurred", p.negated
        if p.governor in ("succeeding", "continuing") and modal_of(verb.head) in FUTURE:
            return ("denied", True) if p.negated else ("planned", False)  # 'will never be allowed to join'
        if p.governor == "succeeding" and modal_of(verb.head) in POSSIBLE | {"would"}:
            return "hypothetical", p.negated  # 'a law that would have allowed them to extradite people'
        if p.governor == "continuing" and verb.head.tag_ in ("VBG", "VBZ", "VBP") and not p.negated:
            return "ongoing", False
        tried = p.governor == "trying" and p.negated and verb.head.tag_ in ("VBD", "VB")  # 'no one tried to attack'
        begun = is_form_of(above, {"begin", "start"}) and any(c.text.lower() in ("has", "have") for c in verb.head.lefts)
        goes_on = begun or (is_form_of(above, {"continue", "keep"}) and verb.head.tag_ in ("VBG", "VBZ", "VBP"))
        if p.governor == "succeeding" and goes_on and not p.negated:
            return "ongoing", False  # 'are continuing to investigate'
        if p.governor in ("succeeding", "continuing", "refusing") or tried:
            return "occurred", p.negated or p.governor == "refusing"
        if is_form_of(above, {"expect"}) and is_negated(verb.head, verb.head):
            return "hypothetical", p.negated  # 'did not expect them to attack'
        if p.governor == "demanding" or _wanted_of_another(verb):
            return "demanded", p.negated
        if harmful and above in READY:
            return "threatened", p.negated
        if not harmful and above == "likely":
            return "planned", p.negated
        if p.governor == "doubting" or (p.governor == "preventing" and harmful):
            return "hypothetical", p.negated
        if p.governor == "scheduling":
            return "scheduled", p.negated
        fixed = after or (first is not None and is_form_of(above, {"be"}))  # 'was to meet on Monday'
        return ("scheduled" if fixed and p.governor is None else "planned"), p.negated
    if p.negated:
        return "denied", True
    if p.governor == "demanding":
        return "demanded", False
    if p.governor in ("doubting", "believing") and harmful:
        return "hypothetical", False
    if after or p.words & modality()["scheduling"]:
        return "scheduled", False
    return ("threatened" if harmful and p.governor == "threatening" else "planned"), False


def _is_subjunctive(verb: "Token") -> bool:
    """True for 'provide' of 'demanded that Spain provide arms', which a model may take for a present."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or verb.dep_ != "ccomp" or verb.tag_ != "VBP":
        return False
    one = subject.tag_ in ("NN", "NNP") or subject.text.lower() in ("he", "she", "it")
    return is_past(verb.head) or (one and not any(c.dep_ == "conj" for c in subject.rights))


def _is_announced(noun: "Token") -> bool:
    """True for 'announced a withdrawal'."""
    return noun.dep_ in ("dobj", "nsubjpass") and is_form_of(noun.head.text, {"announce"})


def _asks_for(verb: "Token") -> bool:
    """True for 'demanded an inquiry' and 'called for one', not for 'called it a crime'."""
    return is_form_of(verb.text, {"demand", "seek"}) or (
        is_form_of(verb.text, {"call"}) and any(c.text.lower() == "for" for c in verb.rights)
    )


def _unless(token: "Token") -> bool:
    """True for what follows if somebody does not do as told: 'will send arms unless they leave'."""
    verb = verb_of(token)
    return any(t.dep_ == "mark" and t.text.lower() == "unless" and t.i > verb.i for t in verb.subtree)


def _wanted_of_another(verb: "Token") -> bool:
    """True for what one wants somebody else to do: 'want him to resign', 'expects Moscow to answer'."""
    while verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and verb.head.i != verb.i:
        verb = verb.head
    own = any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.lefts)
    return own and verb.dep_ in ("ccomp", "xcomp") and is_form_of(verb.head.text, {"want", "wish", "expect", "like", "prefer"})


def _done(verb: "Token") -> bool:
    """True for an infinitive that tells what was done: 'came to fight', 'was the first to refuse', 'voted to extend it'."""
    above = verb.head
    if verb.dep_ == "advcl":
        took = is_form_of(above.text, {"take"}) and any(
            t.tag_ == "NNP" or is_form_of(t.text, SCENES) for c in above.rights if c.text.lower() == "to" for t in objects_of(c)
        )  # 'took to Twitter to thank them'
        return is_past(above) and (took or is_form_of(above.text, COMING))
    if verb.dep_ in ("relcl", "acl"):
        among = above.dep_ == "pobj" and above.head.text.lower() == "among"
        first = among or any(c.text.lower() in RARE or c.ent_type_ == "ORDINAL" for c in (above, *above.lefts))
        return first and is_somebody(above) and (verb.tag_ == "VBN" or is_past(verb_of(above))) and modal_of(verb_of(above)) is None
    if judged_of(verb) is not None:
        return is_past(above if above.tag_.startswith("VB") else above.head)
    return verb.dep_ == "xcomp" and above.text.lower() in ENACTING and not is_negated(verb, verb)


def _governed(p: Profile, harmful: bool) -> Status | None:
    if p.governor == "demanding":
        return "demanded"
    if p.governor == "scheduling":
        return "scheduled"
    if p.governor == "planning":
        return "planned"
    if p.governor in ("doubting", "preventing") or (p.governor == "believing" and harmful):
        return "hypothetical"
    return None


def _is_to_end(noun: "Token", verb: "Token") -> bool:
    """True for what is there already: 'the talks are due to end', 'is expected to last until May'."""
    if noun.dep_ not in ("nsubj", "nsubjpass") or not is_definite(noun):
        return False
    near = (verb, *verb.rights, *(g for c in verb.rights if c.dep_ == "acomp" for g in c.rights))
    for word in near:
        if word.dep_ in ("xcomp", "ccomp") or word.head.i == word.i:
            until = is_form_of(word.text, {"last", "run"}) and any(c.text.lower() in ("until", "till") for c in word.children)
            if until or is_form_of(word.text, ENDING):
                return True
    return False


def _awaited(verb: "Token") -> bool:
    """True for what is told to come: 'two weeks until they meet', 'before they leave'."""
    marks = {c.text.lower() for c in verb.lefts if c.dep_ == "mark"}
    marked = bool(marks & {"until", "till"}) or (
        "before" in marks and (verb.head.tag_ not in ("VBZ", "VBP") or is_form_of(verb.head.text, {"be"}))
    )
    behind = verb.dep_ == "pcomp" and verb.head.text.lower() in ("until", "before")
    return behind or (marked and verb.dep_ in ("advcl", "pcomp", "relcl", "acl"))


def _is_deep(noun: "Token", governor: str) -> bool:
    """True for the known thing that what is wanted is about: 'called for an inquiry into the shooting'."""
    about = noun.head.head if noun.dep_ == "pobj" else noun
    if any(class_of(c, (governor,)) for c in noun.lefts):
        return False  # 'a summary of the imminent talks'
    return about.tag_ in ("NN", "NNS") and about.i != noun.i and class_of(about, (governor,)) is None


def _is_open(noun: "Token", verb: "Token") -> bool:
    """True for an event that is only thought of: 'ready to respond to an invasion', 'a further attack would follow'."""
    if any(c.dep_ == "relcl" and modal_of(c) in POSSIBLE | {"would"} for c in noun.rights):
        return True  # the sanctions that they would face
    bare = not is_definite(noun) and not any(c.dep_ in ("nummod", "poss") for c in noun.lefts)
    modal = modal_of(verb)
    ahead = modal in POSSIBLE | {"would"} or (noun.tag_ == "NN" and (is_infinitive(verb) or modal in FUTURE))
    return bare and ahead and noun.dep_ in ("pobj", "nsubj") and verb.i != noun.i


def _could_not(verb: "Token") -> bool:
    """True for 'could not agree', not for 'could not have agreed' and 'could not attack if …'."""
    left_open = any(t.text.lower() in ("if", "unless", "until", "without", "now") for t in verb.sent)
    perfect = any(c.dep_ == "aux" and c.text.lower() in ("have", "’ve", "'ve") for c in verb.lefts)
    return modal_of(verb) == "could" and not left_open and not perfect
