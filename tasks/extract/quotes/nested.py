"""What a quoted speaker reports of others: quotes in quotes, and reports in a quote."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.lexicon import Cue, is_form_of
from tasks.extract.phrases import SUBJECTS, phrase_of
from tasks.extract.quotes.attribution import FIRST_PERSON, Attribution, Page, Span, offsets_of, reports_another, trim
from tasks.extract.quotes.contents import Content, content_of
from tasks.extract.quotes.cues import cue_of, is_attribute
from tasks.extract.quotes.speakers import CITING, addressee_of, can_speak, is_negated, is_passive, is_somebody, is_source
from tasks.extract.quotes.verbs import is_told_as_fact, passive_report

if TYPE_CHECKING:
    from spacy.tokens import Token

PERCEIVING = frozenset({"discover", "feel", "find", "hear", "learn", "notice", "see"})
UTTERED = ("clause", "quoted", "infinitive", "for")

SEVERAL = frozenset({"both", "each", "many", "some"})
BARE = re.compile(r"\W*(?:again|once|twice|today|yesterday|\w+ly)?\W*$")
EVERYBODY = frozenset({"anybody", "anyone", "everybody", "everyone", "people"})  # who hold nothing of their own
NOBODY = frozenset({"nobody", "none", "one"})  # “nobody wants to pay”, but “nobody knows who owns it”


def within_quotes(number: int, paragraph: Paragraph, page: Page) -> Iterator[Attribution]:
    """What a quoted speaker reports: “They told us that nobody would come,” “I was asked to go.” Own attitudes are no report."""
    base = paragraph.start
    for token in paragraph.tokens:
        if not token.tag_.startswith("VB") or page.outside(token, base) or is_negated(token) or is_attribute(token):
            continue
        cue = cue_of(token)
        if cue is None:
            continue
        passive = is_passive(token)
        report = passive_report(token, cue, number, paragraph, page) if passive else _report(token, cue, number, base, page)
        if report is None or not _in_marks(report.fragments, page):
            continue
        if not passive or (is_told_as_fact(token) and report.fragments[-1][0] > base + token.idx):  # not only “it was reported”
            report.fragments[-1] = _quoted_behind(token, base, page) or _inside(report.fragments[-1], page)
            report.nested = True
            yield report


def _report(verb: "Token", cue: Cue, number: int, base: int, page: Page) -> Attribution | None:
    """What the subject of a verb within a quote says or holds; None for what the quoted speaker holds, or says now."""
    subject = _subject(verb)
    if subject is None or page.outside(subject, base) or not _reports(subject):
        return None
    addressee = addressee_of(verb, cue)
    content = _content_in_quote(verb, cue, addressee, base, page)
    if content is None or not is_source(subject, cue, content.cue_class, content.frame):
        return None
    if content.cue_class == "attitude" and subject.tag_ not in ("NNP", "NNPS") and not _holds(subject, verb, content):
        return None
    own = subject.text.lower() in FIRST_PERSON
    if own and not (_is_past(verb) and content.cue_class == "speech" and content.frame in UTTERED):
        return None
    fragment = trim(page.text, base + content.start, base + content.end)
    if fragment is None:
        return None
    marked = content.frame == "quoted" or _inside(fragment, page) != fragment
    if not marked and any(c.tag_ == "MD" for c in verb.children):
        return None  # “people must know that …”
    report = Attribution(
        number,
        [fragment],
        offsets_of(verb, base),
        phrase_of(subject, base, page.text, (verb.i,)),
        phrase_of(addressee, base, page.text) if addressee is not None else None,
        0.6,
        cue_class=content.cue_class,
        frame=content.frame,
    )
    return report if own or reports_another(subject, report) else None


def _inside(fragment: Span, page: Page) -> Span:
    """The words in the inner marks that a fragment is but for an adverb behind them: “He told me ‘no’ twice”, not “for ‘real’ change”."""
    start, end = fragment
    inner = (q for q in page.quoted if q.level == 1 and q.start <= start <= q.inner_start and q.inner_end <= end)
    quote = next(inner, None)
    alone = quote is not None and BARE.match(page.text[quote.end : end]) is not None
    return (quote.inner_start, quote.inner_end) if quote is not None and alone else fragment


def _quoted_behind(verb: "Token", base: int, page: Page) -> Span | None:
    """The words in inner marks right behind a verb: ‘you are fired’ of “I was told ‘you are fired’ by the board”."""
    after = base + verb.idx + len(verb.text)
    quote = next((q for q in page.quoted if q.level == 1 and 0 < q.start - after < 3), None)
    return (quote.inner_start, quote.inner_end) if quote is not None else None


def _in_marks(fragments: list[Span], page: Page) -> bool:
    """True where what is reported stands in quotation marks, within one quote that was found."""
    around_it = any(s <= fragments[0][0] and fragments[-1][1] <= e for a in page.found for s, e in a.fragments)
    return around_it and all(page.mask[s] and page.mask[e - 1] for s, e in fragments)


def sources_cited(number: int, paragraph: Paragraph, page: Page) -> Iterator[Attribution]:
    """Whom a report has it from: officials of 'Reuters, citing officials, reported that …', who say the same words."""
    base = paragraph.start
    for token in paragraph.tokens:
        if token.tag_[:2] != "VB" or not is_form_of(token.text, CITING) or not page.outside(token, base) or is_passive(token):
            continue
        source = next((c for c in token.rights if c.dep_ == "dobj"), None)
        if source is None or not is_somebody(source) or any(c.dep_ == "prep" and c.text.lower() == "as" for c in token.rights):
            continue  # '…, which quotes an aide as saying …': other words
        report = next((a for a in page.found if a.paragraph == number and a.cue_class == "speech" and _passes_on(a, token, base)), None)
        if report is not None:
            speaker = phrase_of(source, base, page.text, (token.i,))
            if report.speaker is None or speaker.start == report.speaker.start:
                continue  # nobody cites himself
            yield Attribution(
                number, report.fragments, offsets_of(token, base), speaker, None, 0.6, frame="clause", nested=True, cited_by=report
            )


def _passes_on(report: Attribution, citing: "Token", base: int) -> bool:
    """True for what is said by the verb that a participle depends on, by the one who is told to cite, or by the verb itself."""
    if report.frame == "according":
        return citing.dep_ == "relcl" and report.speaker is not None and citing.head in report.speaker.tokens
    above = citing.head.head if citing.dep_ == "acl" else citing.head
    verbs = (above, above.head) if above.dep_ == "ccomp" else (above,)  # 'reported that it cracked, citing them'
    own = report.cue == offsets_of(citing, base) and report.frame == "clause"
    return own or (citing.tag_ == "VBG" and citing.dep_ in ("acl", "advcl") and report.cue in [offsets_of(v, base) for v in verbs])


def _subject(verb: "Token") -> "Token | None":
    """The subject of a verb, or of the one it is coordinated with: “one of them turned round and said, ‘…’”."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is None and verb.dep_ == "conj" and verb.tag_ == verb.head.tag_:
        return next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
    return own


def _reports(subject: "Token") -> bool:
    """False for “you said”, which reports nobody."""
    ours = (t for c in subject.rights if c.text.lower() == "of" for t in c.rights)
    several = subject.text.lower() in SEVERAL and not any(t.text.lower() in ("us", "you") for t in ours)  # 'many of us believe'
    return subject.tag_ == "CD" or several or (can_speak(subject) and subject.text.lower() not in ("who", "you"))


def _holds(holder: "Token", verb: "Token", content: Content) -> bool:
    """True for what somebody without a name thinks or wants: “the rebels want to divide us”."""
    everybody = holder.text.lower() in (EVERYBODY | NOBODY if content.frame == "infinitive" else EVERYBODY)
    asked = any(c.dep_ == "aux" and c.i < holder.i for c in verb.lefts)  # “does she believe that …?”
    supposed = any(c.dep_ == "mark" and c.text.lower() in ("if", "unless", "whether") for c in verb.lefts)
    return content.frame in ("clause", "infinitive") and not (everybody or asked or supposed or is_form_of(verb.text, PERCEIVING))


def _is_past(verb: "Token") -> bool:
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.dep_ == "aux" for c in verb.children))


def _content_in_quote(verb: "Token", cue: Cue, addressee: "Token | None", base: int, page: Page) -> Content | None:
    """The inner quote right behind a verb, else what the parse gives it."""
    content = content_of(verb, cue, addressee)
    after = base + verb.idx + len(verb.text)
    near = (q for q in page.quoted if q.level == 1 and 0 < q.start - after < 12 and "\n" not in page.text[after : q.start])
    marked = next(near, None)
    if marked is not None and (content is None or marked.start - after < 4) and "clause" in cue.frames:
        return Content(marked.inner_start - base, marked.inner_end - base, "quoted", cue.frames["clause"])
    return content
