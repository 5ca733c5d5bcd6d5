"""What a mention leaves open and other mentions of its article tell: the same event's parties and days.

'The talks' are the talks told before, with their parties and date. What is added here is marked: basis `inherited` for another mention
of the same event, `inferred` for those that something is demanded of. (`implicit` ones come from salience.py.)
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from schemas.vocabulary import PAST, TO_COME, ActorBasis, Granularity, MentionForm, Status
from tasks.annotate import Paragraph
from tasks.extract.events import EventFound
from tasks.extract.events.dates import lies_ahead
from tasks.extract.figures import Figure, has_words
from tasks.extract.lexicon import is_form_of, modality
from tasks.extract.status import HARMFUL, Profile, conditional_clause, is_over, profile_of
from tasks.extract.status.clauses import is_past, stands_behind, verb_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Role = Literal["source", "target"]
ROLES: tuple[Role, Role] = ("source", "target")
Standing = tuple[Profile, Status, bool]  # of a mention: how it is told, its status, whether it is negated
DENIED_WITHIN = 500  # characters between what somebody is accused of and the denial
FORMER = frozenset({"last", "previous", "previously", "earlier", "past", "former", "formerly"})
AGAIN = frozenset({"again", "another", "also", "further", "later", "more", "new", "next", "other", "second", "third"})
APART = frozenset({"after", "ahead of", "before"})  # what stands behind them is another event than what stands before
IMPENDING = frozenset({"coming", "future", "imminent", "impending"})
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# types of what a state and its own officials do not do to each other
OUTWARD = MUTUAL | {"AID", "ASSAULT", "MOBILIZE", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"}


@dataclass(frozen=True, slots=True)
class Party:
    """A figure in a role, where the text names it, and on what basis it has the role."""

    role: Role
    figure: Figure
    text: str
    start: int
    end: int
    basis: ActorBasis = "stated"
    confidence: float | None = None  # of what is implicit
    form: MentionForm = "name"


@dataclass(slots=True)
class Draft:
    """A mention as far as it is read: its parties, and its days (first, last, granularity) with the place of their words."""

    event: EventFound
    paragraph: Paragraph
    parties: list[Party] = field(default_factory=list)
    days: tuple[date | None, date | None, Granularity] | None = None
    date_at: tuple[int, int] | None = None
    date_words: str = ""
    dated_by: "Draft | None" = None  # the mention that it has its days from
    mention_id: str = ""
    condition_id: str | None = None
    quote_id: str | None = None  # of the quote that tells it
    told_on: date | None = None  # the day of publication, or of the quote that tells it
    means: "Draft | None" = None  # the mention whose event and word it repeats: 'the talks'

    def of(self, role: Role) -> list[Party]:
        """The parties of a role."""
        return [p for p in self.parties if p.role == role]

    def ids(self) -> frozenset[str]:
        """The entity ids of all parties."""
        return frozenset(p.figure.entity_id for p in self.parties)

    def take(self, role: Role, parties: Iterable[Party], basis: ActorBasis, have: Collection[str]) -> None:
        """Give those of another mention a role in this one, but those who `have` one."""
        self.parties += [Party(role, p.figure, p.text, p.start, p.end, basis) for p in parties if p.figure.entity_id not in have]

    def day(self) -> tuple[date | None, date | None] | str | None:
        """When it is: its days, or the words for them where nothing says when the article was written; None without a date."""
        return None if self.days is None else self.days[:2] if self.days[0] is not None else self.date_words.lower()

    def take_day(self, other: "Draft") -> None:
        """Be dated as another mention of the same event is."""
        self.days, self.date_at, self.date_words = other.days, other.date_at, other.date_words
        self.dated_by = other.dated_by or other

    def drop_day(self) -> None:
        """Be without a date."""
        self.days, self.date_at, self.date_words, self.dated_by = None, None, "", None


def of_one_side(figure: Figure, other: Figure) -> bool:
    """True for a state and one of its officials."""
    return (
        figure.country is not None
        and figure.country == other.country
        and {figure.kind, other.kind} in ({"government", "person"}, {"government", "anonymous"})
        and all(f.kind == "government" or f.sector in ("GOV", "MIL") for f in (figure, other))
    )


def complete(drafts: Sequence[Draft]) -> None:
    """Fill what mentions leave open, in reading order."""
    for one, other in pairwise(drafts):
        _demanded(one, other)
        _threatened(one, other)
    for number, draft in enumerate(drafts):
        antecedent = _antecedent(draft, drafts[:number], drafts[number + 1 :])
        if antecedent is not None:
            _inherit(draft, antecedent)
    for draft in drafts:
        if draft.days is None and _refers_back(draft):
            _share_days(draft, drafts)


def agree_on_days(drafts: Sequence[Draft], standings: dict[int, Standing]) -> None:
    """What is planned in one sentence and scheduled between the same two in another is scheduled, on the day that the article gives it if
    it gives only one: 'they will meet', 'the meeting on Friday'. What was loses the day that it has from what is to come. `standings` are
    by id()."""
    fixed: dict[tuple[str, frozenset[str]], list[Draft]] = {}
    for draft in drafts:
        if standings[id(draft)][1:] == ("scheduled", False) and draft.event.event_type in MUTUAL and len(draft.ids()) > 1:
            fixed.setdefault((draft.event.event_type, draft.ids()), []).append(draft)
    for draft in drafts:
        others = fixed.get((draft.event.event_type, draft.ids()), [])
        profile, status, negated = standings[id(draft)]
        by = draft.dated_by
        if by is not None and by is not draft.means and status in PAST and standings[id(by)][1] in TO_COME:
            draft.drop_day()  # a chat that was is not on the day of talks to come
        if draft.event.event_type != "CONSULT":
            others = [d for d in others if d.event.word == draft.event.word]
        ahead = status == "scheduled" or (status == "planned" and profile.mood == "future")
        if not others or not ahead or negated or _is_another(draft.event):
            continue
        standings[id(draft)] = profile, "scheduled", False
        told = [d for d in others if d.days is not None]
        if draft.days is None and len({d.day() for d in told}) == 1:
            draft.take_day(told[0])


def contest(drafts: Sequence[Draft], standings: dict[int, Standing], speakers: Mapping[str, Figure]) -> None:
    """The harm that one side is accused of last and denies soon after is denied: 'accused the rebels of shelling the town. The rebels denied
    the charge.' `standings` are by id(), `speakers` by quote_id: what the denier tells is admitted."""
    for number, denial in enumerate(drafts):
        deniers = denial.of("source")
        if standings[id(denial)][1:] != ("occurred", False) or not deniers or not _denies_it(denial.event):
            continue
        below = {t.i for t in denial.event.token.subtree}
        inside = (d for d in drafts[number + 1 :] if d.paragraph is denial.paragraph and d.event.token.i in below)
        told = [d for d in inside if d.event.event_type in HARMFUL]  # 'any role in the coup'
        for draft in reversed(drafts[:number]):
            profile, status, negated = standings[id(draft)]
            if denial.event.start - draft.event.start >= DENIED_WITHIN:
                break
            if status not in ("occurred", "ongoing") or negated or draft.event.event_type not in HARMFUL or not _is_alleged(draft):
                continue
            if told and not any(d.event.event_type == draft.event.event_type for d in told):
                continue
            teller = speakers.get(draft.quote_id or "")
            if teller is not None and any(_speaks_for(one.figure, teller) or _speaks_for(teller, one.figure) for one in deniers):
                continue
            if any(_speaks_for(one.figure, other.figure) for one in deniers for other in draft.of("source")):
                standings[id(draft)] = replace(profile, governor="denying"), "denied", False
                break


def _denies_it(event: EventFound) -> bool:
    """True for 'denied the charge', 'denies any involvement' and 'denied it', not for 'denied that it fired' and 'denied them entry'."""
    if event.event_type != "REJECT" or not is_form_of(event.token.text, modality()["denying"]) or not event.token.tag_.startswith("VB"):
        return False
    if any(c.dep_ in ("ccomp", "xcomp", "dative") for c in event.token.children):
        return False
    denied = [c for c in event.token.children if c.dep_ == "dobj"]
    return all(is_form_of(o.text, modality()["denied"]) and not any(c.dep_ in ("acl", "relcl", "ccomp") for c in o.rights) for o in denied)


def _is_alleged(draft: Draft) -> bool:
    """True for what somebody else accuses or tells of its source: 'accused of shelling', 'blamed for the attack', 'said they had attacked'."""
    if draft.event.event_type in ("ACCUSE", "REJECT"):
        return False
    return draft.quote_id is not None or any(is_form_of(t.text, modality()["alleging"]) for t in draft.event.token.ancestors)


def _speaks_for(denier: Figure, accused: Figure) -> bool:
    """True for the accused, an official of an accused state, 'a spokesman for the rebels', and Norland for 'Norland's army'."""
    if denier.entity_id == accused.entity_id or has_words(accused.name.lower(), denier.name.lower()):
        return True
    if accused.name.startswith((f"{denier.name}'s ", f"{denier.name}’s ")):
        return True
    return of_one_side(denier, accused)


def _is_another(event: EventFound) -> bool:
    """True for 'will meet again', 'a second meeting', 'further talks'."""
    verb = event.token if event.token.tag_.startswith("VB") else event.token.head
    return any(t.text.lower() in AGAIN for t in (*event.token.children, *(c for c in verb.children if c.dep_ in ("advmod", "npadvmod"))))


def conditions_of(drafts: Sequence[Draft]) -> dict[int, int]:
    """Consequence → condition, as positions in `drafts`: 'if they attack (condition), we will respond (consequence)'."""
    found: dict[int, int] = {}
    for number, condition in enumerate(drafts):
        clause = conditional_clause(condition.event.token)
        if clause is None:
            continue
        main = clause.head
        inside = {t.i for t in clause.subtree}
        for other, consequence in enumerate(drafts):
            token = consequence.event.token
            if token.doc is main.doc and token.i not in inside and (token.i == main.i or _clause_of(token, main)):
                found.setdefault(other, number)
    return found


def _clause_of(token: "Token", main: "Token") -> bool:
    """True when a token depends on a verb without a clause of its own between them."""
    node = token
    for _ in range(6):
        if node.i == main.i:
            return True
        if node.dep_ in ("advcl", "relcl", "parataxis") or node.head.i == node.i:
            return False
        node = node.head
    return False


def _demanded(demand: Draft, draft: Draft) -> None:
    """What is demanded is up to those it is demanded from: 'the rebels demanded the release of prisoners' is no release by rebels."""
    token, asked = draft.event.token, demand.event.token
    if demand.event.event_type != "REQUEST" or token.doc is not asked.doc:
        return
    way = [token, *token.ancestors]
    at = next((n for n, t in enumerate(way) if t.i == asked.i), 0)
    if at == 0 or way[at - 1].dep_ == "conj" or any(t.dep_ == "advcl" and t.tag_ == "VBG" for t in way[:at]):
        return  # 'urged them to yield and warned that …', 'warning that …': beside the demand
    only = {p.figure.entity_id for p in demand.of("target")} <= draft.ids()  # nobody else is asked for them
    if only and draft.event.event_type in MUTUAL and draft.event.trigger.noun and draft.of("target") and not draft.of("source"):
        draft.take("source", demand.of("source"), "inferred", draft.ids())  # 'called for talks with Norland': they want to take part
        return
    asking = {p.figure.entity_id for p in demand.of("source")}
    if draft.event.event_type in MUTUAL and draft.of("source") and draft.of("target"):
        return  # 'urged him in a call to wait'
    if draft.of("source") and {p.figure.entity_id for p in draft.of("source")} <= asking:
        draft.parties = [p for p in draft.parties if p.role != "source"]
    if not draft.of("source"):
        draft.take("source", demand.of("target"), "inferred", draft.ids())


def _threatened(threat: Draft, draft: Draft) -> None:
    """Who is threatened with an act is who it would be done to: 'threatened to kill the guests'."""
    act, said = draft.event.token, threat.event.token
    if (
        threat.event.event_type != "THREATEN"
        or threat.of("target")
        or act.doc is not said.doc
        or act.head.i != said.i
        or act.dep_ != "xcomp"
    ):
        return
    threat.take("target", draft.of("target"), "inferred", threat.ids())


def _antecedent(draft: Draft, before: Sequence[Draft], after: Sequence[Draft]) -> Draft | None:
    """The mention that a noun refers to: of those of its type whose parties fit, one of the same place, then of the same word, then the
    last; for a headline one that follows."""
    if not _refers_back(draft) or (draft.of("source") and draft.of("target") and draft.days):
        return None
    coming = _is_coming(draft)
    fits = [d for d in before if _same_event(draft, d) and not (coming and _was(d))]
    if fits:
        word = draft.event.word
        return max(
            fits,
            key=lambda d: (
                _told_with(d) > 1 and _in_one_place(draft, d),
                _told_with(d) > 1 and d.event.word == word,
                _told_with(d),
                not _is_another(d.event),
                d.event.start,
            ),
        )
    later = [d for d in after[:6] if _same_event(draft, d) and len(d.ids()) >= 2 and not (coming and _was(d))]
    return later[0] if later else None  # a headline's 'call' is the one that the story tells


def _is_coming(draft: Draft) -> bool:
    """True for 'the impending talks', 'talks scheduled for January', 'talks early next month'."""
    token = draft.event.token
    near = (c for c in token.children if c.dep_ in ("amod", "acl"))
    told = lies_ahead(draft.date_words) or (stands_behind(token, ("ahead of", "before")) and not is_past(verb_of(token)))
    return told or any(is_form_of(c.text, modality()["scheduling"] | IMPENDING) for c in near)


def _was(draft: Draft) -> bool:
    """True for what is told as over: 'after a discussion', 'they had a talk'."""
    token, profile = draft.event.token, profile_of(draft.event.token)
    past = profile.mood in ("asserted", "noun") and profile.governor is None and is_past(verb_of(token))
    return not _is_coming(draft) and (is_over(token) or past)


def _refers_back(draft: Draft) -> bool:
    """True for a noun that may mean an event told elsewhere: 'the talks', 'this week's talks', not 'a talk' or 'no talks'."""
    token = draft.event.token
    start = token.left_edge.text.lower()
    definite = start in ("the", "this", "that", "these", "those", "such", "their", "its", "his", "her") or not any(
        c.dep_ in ("det", "nummod") for c in token.children
    )
    return draft.event.trigger.noun and definite and start not in ("a", "an", "another", "any", "no")


def _share_days(draft: Draft, drafts: Sequence[Draft]) -> None:
    """Give a noun the day that the article tells of its word, where it tells only one."""
    word = draft.event.word
    told = [
        d
        for d in drafts
        if d.days is not None
        and (d.dated_by is None or d.dated_by.event.word == word)
        and not _is_former(d.event)
        and d.event.event_type == draft.event.event_type
        and d.event.word == word
    ]
    if all(draft.ids() & d.ids() for d in told) and len({d.day() for d in told}) == 1:
        draft.take_day(told[0])


def _is_former(event: EventFound) -> bool:
    """True for what is told as one before: 'last held talks in 2013', 'their previous meeting'."""
    verb = event.token if event.token.tag_.startswith("VB") else event.token.head
    return any(c.text.lower() in FORMER for c in (*event.token.lefts, *(c for c in verb.children if c.dep_ == "advmod")))


def _in_one_place(one: Draft, other: Draft) -> bool:
    """True where both mentions say where, and it is the same place: 'they meet in Geneva', 'the Geneva talks'."""
    places = [d.event.place.phrase.text.lower() for d in (one, other) if d.event.place is not None]
    return len(places) == 2 and (places[0].endswith(places[1]) or places[1].endswith(places[0]))


def _told_with(draft: Draft) -> int:
    return min(2, len(draft.ids()))


def _same_event(one: Draft, other: Draft) -> bool:
    a, b = one.event, other.event
    if a.token.doc is b.token.doc and stands_behind(a.token, APART) and verb_of(a.token).i == verb_of(b.token).i:
        return False  # 'a call a day before the talks'
    if a.event_type != b.event_type or not other.parties or (_is_former(b) and not _is_former(a)):
        return False
    same_word = a.word == b.word or (a.trigger.mode is not None and a.trigger.mode == b.trigger.mode)
    if not same_word and a.event_type != "CONSULT" and one.ids():
        return False
    if not same_word and is_form_of(b.word, {"brief", "briefing"}):
        return False  # 'the dialogue' is not that an official briefed reporters
    if not same_word and a.trigger.mode == "phone" and b.trigger.mode is not None:
        return False  # 'the call' is no meeting
    if one.days and other.days and (one.days[0] != other.days[0] or _on_other_weekdays(one, other)):
        return False
    if a.event_type in MUTUAL:
        return one.ids() <= other.ids() or not one.ids()
    return all(
        not one.of(r) or not other.of(r) or {p.figure.entity_id for p in one.of(r)} & {p.figure.entity_id for p in other.of(r)}
        for r in ("source", "target")
    )


def _on_other_weekdays(one: Draft, other: Draft) -> bool:
    """True for 'on Monday' and 'on Thursday' where nothing says when the article was written."""
    named = [set(re.findall(r"\b\w+day\b", d.date_words.lower())) - {"today", "yesterday", "someday"} for d in (one, other)]
    return one.days is not None and one.days[0] is None and all(named) and named[0].isdisjoint(named[1])


def _inherit(draft: Draft, other: Draft) -> None:
    have = draft.ids()
    if draft.event.word == other.event.word and (draft.days is None or draft.day() == other.day()):
        draft.means = other if other.means is None or other.means is draft else other.means
    for role in ("source", "target"):
        if not draft.of(role):
            draft.take(role, other.of(role), "inherited", have)
    if draft.event.event_type in MUTUAL and len(draft.ids()) < 2:
        draft.take("target" if draft.of("source") else "source", other.parties, "inherited", draft.ids())
    if draft.days is None and other.days is not None and draft.event.trigger.noun:
        draft.take_day(other)
    if draft.event.place is None:
        draft.event.place = other.event.place
