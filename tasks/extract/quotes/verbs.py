"""Attributions by a verb: 'Lee said that …', “…,” said Lee, 'was told to …', 'Asked whether …'."""

import re
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.lexicon import PREPOSITIONS, Cue
from tasks.extract.phrases import FINITE, Phrase, only_speech, phrase_of
from tasks.extract.quotes.attribution import Attribution, Page, Span, inside_marks, keep, offsets_of, trim, trim_quote
from tasks.extract.quotes.contents import Content, antecedent_phrase, content_of
from tasks.extract.quotes.cues import class_of, cue_of, noun_before, opens_question
from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.reach import (
    ahead_of,
    leads_into,
    needs_speech,
    parted,
    quotes_beside,
    rest_of_sentence,
    stretch_of,
    tag_bounds,
    told_of_end,
)
from tasks.extract.quotes.speakers import (
    addressee_of,
    agent_of,
    inverted_speaker,
    is_abstract,
    is_negated,
    is_passive,
    is_source,
    name_to_the_left,
    named_beside,
    phrase_before,
    sentence_opener,
    subject_of,
    subject_to_the_left,
)
from tasks.extract.quotes.untagged import is_title

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = re.compile(r",?\s+(?:which|that|whom)\s*$")
REFERRED = re.compile(r"^\s*to\s+(?=as\b)")
REPORTED = frozenset(
    ["announce", "report", "confirm", "declare", "reveal", "propose", "claim", "allege", "predict", "forecast", "rumor", "rumour"]
)
JOINTS = (":", "–", "—", ";", ",")
EMPTY = frozenset({"which", "what", "who", "that", "it", "this", "these", "those", "so", "him", "her", "them"})
WH = frozenset({"who", "which", "that", "what", "whom"})
UNOWNED = ("infinitive", "label", "charge")  # 'is expected to win', 'was considered a failure': said or held by nobody in particular
UNSAID = frozenset({
    "vote", "elect", "classify", "mean", "like", "plan", "want", "find", "name", "call", "term", "style", "dub", "bill", "rank", "rate",
    "cast", "frame", "force", "press", "use", "suppose", "require", "charge", "refer", "suspect", "treat",
    "list", "intend", "aim",
})  # fmt: skip


def read_tag(verb: "Token", speaker: Phrase, number: int, paragraph: Paragraph, page: Page) -> None:
    """“One,” said Lee. “Two.”: the quoted stretches beside a tag, read on the surface."""
    cue = cue_of(verb)
    addressee_token = addressee_of(verb, cue) if cue is not None else None
    addressee = phrase_of(addressee_token, paragraph.start, page.text) if addressee_token is not None else None
    tag = tag_bounds(verb, speaker, addressee, paragraph.start, near=len(page.text))  # however much is told of the speaker
    speaker = named_beside(speaker, paragraph.start, page)
    direct = [q for q in quotes_beside(number, tag, page) if not _is_added(q, verb, paragraph.start)]
    fragments = [f for q in direct if (f := trim_quote(page.text, q))]
    if direct and direct[0].end <= tag[0] + 1 and (start := leads_into(direct[0], paragraph, page)) is not None:
        fragments[0] = (start, fragments[0][1])  # taxing gains “is misguided,” said Lee
        main = content_of(verb, cue, addressee_token) if cue is not None and _is_subordinate(start - paragraph.start, verb) else None
        behind = trim(page.text, paragraph.start + main.start, paragraph.start + main.end) if main is not None else None
        if behind is not None and behind[0] > tag[1]:
            fragments.append(behind)  # because it is “unfair”, Lee said most would leave
    if fragments:
        cue_class = class_of(cue) if cue is not None else "speech"
        page.claim(Attribution(number, fragments, offsets_of(verb, paragraph.start), speaker, addressee, 0.9, direct, cue_class=cue_class))


def _is_subordinate(start: int, verb: "Token") -> bool:
    """True where a clause with a conjunction begins that depends on a verb: 'because it is “unfair”, Lee said …'."""
    return any(c.dep_ == "advcl" and c.left_edge.idx == start and c.left_edge.dep_ in ("mark", "advmod") for c in verb.lefts)


def read_verb(token: "Token", cue: Cue, number: int, paragraph: Paragraph, page: Page) -> None:
    """Keep what a cue verb reports: its clause or object, or the quoted words beside its tag."""
    if is_passive(token) or noun_before(token) is not None:
        if (report := passive_report(token, cue, number, paragraph, page)) is not None:
            keep(report, page, agent_of(token), unowned=report.speaker is None and is_told_as_fact(token))
        return
    if token.tag_ == "VBN" and opens_question(token) and "infinitive" in cue.addressed:
        read_question(token, cue, number, paragraph, page)
        return
    base = paragraph.start
    subject, speaker, inverted = _who_speaks(token, base, page)
    if speaker is not None and speaker.head.i > token.i and is_abstract(speaker.head):
        return  # 'said her aspirations': nobody
    addressee_token, content = _what_is_told(token, cue)
    addressee = phrase_of(addressee_token, base, page.text) if addressee_token is not None else None
    tag = _tag_of(token, subject, speaker, addressee, content, base)
    if speaker is not None:
        speaker = named_beside(speaker, base, page)
    beside = quotes_beside(number, tag, page, closed=content is not None)
    direct = [q for q in beside if not _is_epithet(q, paragraph, page) and not _is_of_another(q, token, cue, base, page)]
    if speaker is not None and not direct:
        content = _elsewhere(token, cue, content, addressee_token, inverted, tag, base, page)
    clause = stretch_of(content, token, cue, base, page, tag)
    topic = content is not None and content.frame in (*PREPOSITIONS, "object") and direct and direct[-1].start >= base + content.end
    labelled = content is not None and content.frame in ("label", "charge") and bool(clause) and not page.mask[clause[0][0]]
    if clause and not topic and (labelled or needs_speech(clause, page, direct)):
        if direct and direct[-1].start >= clause[-1][1] and page.text[clause[-1][1] : direct[-1].start].strip() in JOINTS:
            clause = [*clause, (direct[-1].start, direct[-1].end)]  # 'said that X: “Q”'
        taken = page.within(clause)
        parts = [p for s, e in clause for p in parted(s, e, page)]
        if content is not None and content.frame == "label":
            parts = [_less_relative(s, e, page.text) for s, e in parts]
        kept = [inside_marks(f, page) for f in (trim(page.text, s, e) for s, e in parts) if f]
        frame, cue_class = (content.frame, content.cue_class) if content else ("clause", class_of(cue))
    elif direct and cue.lemma != "mean":  # 'when “on line” meant “waiting”'
        more = (q for q in page.outer(number) if clause and direct[-1].end < q.start and q.end <= clause[-1][1] + 1)
        direct = [*direct, *(q for q in more if q.start not in page.claimed)]  # said “we lost” and “we will be back”
        taken, frame, cue_class = direct, "quoted", class_of(cue)
        kept = [f for q in direct if (f := trim_quote(page.text, q))]
        if clause and clause[0][0] > tag[1] and direct[-1].end < tag[0] and page.text[direct[-1].end : tag[0]].strip() == ":":
            kept += [f for s, e in clause if (f := trim(page.text, s, e))]  # ‘We are ready’: Lee says talks will go on
        if speaker is None and (before := subject_to_the_left(token, base, page)) is not None:
            speaker = phrase_of(before, base, page.text, (token.i,))
    else:
        return
    kept = [f for f in kept if page.text[f[0] : f[1]].lower() not in EMPTY]
    negated = is_negated(token)
    if not kept or (speaker is None and not taken) or (negated and cue_class == "speech" and not direct):
        return  # nothing was said, or by nobody
    if speaker is not None and not taken and not is_source(speaker.head, cue, cue_class, frame):
        return
    confidence = 0.9 if taken and speaker else 0.75 if speaker else 0.4
    attribution = Attribution(
        number, kept, offsets_of(token, base), speaker, addressee, confidence, taken, cue_class=cue_class, frame=frame, negated=negated
    )
    if speaker is None and page.found:
        attribution.follows = page.found[-1]
        attribution.speaker = page.found[-1].speaker
    keep(attribution, page, subject, to_come=any(c.tag_ in ("MD", "TO") for c in token.lefts))


def _tag_of(
    verb: "Token", subject: "Token | None", speaker: Phrase | None, addressee: Phrase | None, content: Content | None, base: int
) -> Span:
    """Where the words stand that say who speaks: less an addressee behind the content and a speaker behind the whole participle
    ('announcing the vote, Lee called …'), with what is told of the speaker ('The dam is safe, said Lee, who built it')."""
    behind = addressee is not None and content is not None and addressee.start >= base + content.end
    later = subject is not None and verb.tag_ == "VBG" and subject.head.i > verb.right_edge.i
    start, end = tag_bounds(verb, None if later else speaker, None if behind else addressee, base)
    return start, max(end, told_of_end(speaker.head, base)) if speaker is not None and speaker.end == end else end


def _is_epithet(quote: Quoted, paragraph: Paragraph, page: Page) -> bool:
    """True for a word or two in marks that only qualify a noun: 'reveals “demoralizing” experience'."""
    if len(page.text[quote.inner_start : quote.inner_end].split()) > 2 or page.text[quote.end : quote.end + 1] != " ":
        return False
    after = next((t for t in paragraph.tokens if paragraph.start + t.idx >= quote.end and not t.is_space), None)
    return after is not None and after.tag_ in ("NN", "NNS", "JJ") and page.outside(after, paragraph.start)


def _less_relative(start: int, end: int, text: str) -> Span:
    """A part of a label without the pronoun at its end or the verb's 'to' at its start: 'the plan, which' they referred 'to as a joke'."""
    words = RELATIVE.sub("", text[start:end])
    return start + len(words) - len(REFERRED.sub("", words)), start + len(words)


def _is_of_another(quote: Quoted, verb: "Token", cue: Cue, base: int, page: Page) -> bool:
    """True for a quote that a relative clause behind the verb has ('criticized the plan, which Lee called “a joke”'), and for the title
    of a work beside a verb that needs no words ('casting “River of No Return”')."""
    if cue.frames.get("clause") != "speech" and is_title(page.text[quote.inner_start : quote.inner_end]):
        return True
    nearer = (t for t in verb.doc[verb.i + 1 :] if base + t.idx < quote.start)
    if _is_added(quote, verb, base) or any(
        t.tag_ in FINITE and t.dep_ not in ("aux", "auxpass") and cue_of(t) is not None and not is_passive(t) for t in nearer
    ):
        return True  # 'cited other aspects and said, “…”'
    between = (t for t in verb.subtree if verb.i < t.i and base + t.idx < quote.start)
    return any(t.dep_ == "relcl" and cue_of(t) is not None and antecedent_phrase(t) for t in between)


def _is_added(quote: Quoted, verb: "Token", base: int) -> bool:
    """True for a quote of a participle behind the verb: '“We won,” she said, adding that it was “a start”'."""
    added = (t for t in verb.rights if t.tag_ == "VBG" and t.dep_ == "advcl" and only_speech(t.text) and t.nbor(-1).text == ",")
    return any(base + t.idx < quote.start and content_of(t, cue, None) is not None for t in added if (cue := cue_of(t)) is not None)


def _who_speaks(token: "Token", base: int, page: Page) -> tuple["Token | None", Phrase | None, bool]:
    """(subject, speaker, whether the speaker follows the verb); a speaker without a subject was read on the surface."""
    subject = subject_of(token)
    coordinated = token.dep_ == "conj" and not any(c.dep_ == "cc" and c.i < token.i for c in token.head.children)
    if coordinated or subject is None:  # '…, argued the lawyer' reads like one more verb of the sentence
        following = inverted_speaker(token, base, page)
        if following is not None:
            return subject, following, True
    if subject is not None and page.outside(token, base) and not page.outside(subject, base):
        subject = subject_to_the_left(token, base, page)  # 'Lee said, suggesting: “Do you agree?”' is no suggestion of yours
    if subject is not None:
        return subject, phrase_of(subject, base, page.text, (token.i,)), False
    if token.tag_ not in FINITE:
        return None, None, False
    return None, phrase_before(token, base, page) or name_to_the_left(token, base, page) or sentence_opener(token, base, page), False


def _what_is_told(token: "Token", cue: Cue) -> tuple["Token | None", Content | None]:
    """(the one spoken to, the content) of a cue verb, as the parse has them."""
    addressee = addressee_of(token, cue)
    content = content_of(token, cue, addressee)
    if content is None and addressee is not None and addressee.dep_ == "dobj":
        content = content_of(token, cue, None)  # 'requested an exemption': asked for, not asked
    if addressee is not None and not _is_told(addressee, content, cue):
        addressee = None
    if (
        addressee is not None
        and content is not None
        and content.frame in ("charge", "clause")
        and content.start <= addressee.idx < content.end
    ):
        addressee = None  # 'attributed the attack to the rebels': they are not spoken to
    return addressee, content


def _elsewhere(
    token: "Token",
    cue: Cue,
    content: Content | None,
    addressee: "Token | None",
    inverted: bool,
    tag: Span,
    base: int,
    page: Page,
) -> Content | None:
    """A content that the parser hung elsewhere: the sentence around a parenthesis or ahead of a tag, or the rest of it."""
    says = cue.frames.get("clause") == "speech" and ("infinitive" not in cue.addressed or "about" in cue.addressed)
    between = page.text[tag[1] : tag[1] + 1] == "," and page.text[max(base, tag[0] - 2) : tag[0]].strip() == ","
    objectless = not any(c.dep_ == "dobj" and c != addressee for c in token.rights)
    aside = content is None or (inverted and content.frame != "clause") or (between and content.frame in ("clause", "infinitive"))
    goes_on = cue.lemma in ("continue", "go") and not inverted  # 'with the border closed, the search continued'
    if aside and not goes_on and "clause" in cue.frames and (inverted or (says and objectless)):
        content = ahead_of(token, tag, base, page) or content
    if says and (content is None or content.frame == "object"):
        content = rest_of_sentence(token, content, participles=cue.lemma == "say") or content
    return content


def _is_told(addressee: "Token", content: Content | None, cue: Cue) -> bool:
    """True where an object is the one spoken to in the shape that the content has: not in 'called the plan a disaster'."""
    if addressee.dep_ == "pobj":
        return True
    return content.frame in cue.addressed if content is not None else "clause" in cue.addressed


def passive_report(token: "Token", cue: Cue, number: int, paragraph: Paragraph, page: Page) -> Attribution | None:
    """'It is alleged that …' and 'the dam was said to be safe' without a speaker; 'the plan was praised by unions for …' with one."""
    base = paragraph.start
    agent = agent_of(token)
    content = content_of(token, cue, None, passive=True)
    subject = _subject_of_passive(token, content)
    impersonal = subject is None or subject.text.lower() == "it"
    told = content is not None and content.frame in cue.addressed  # 'residents were told to leave': to them
    unowned = content is not None and agent is None and not told and not (impersonal and content.frame == "clause")
    if unowned and content is not None and (content.frame not in UNOWNED or cue.lemma in UNSAID):
        return None
    named = None if subject is None or impersonal or told else phrase_of(subject, base, page.text, (token.i,))
    if named is not None and (
        named.end > base + token.idx or named.text.lower() in WH or (content is not None and content.frame == "clause")
    ):
        named = None
    if content is None and (named is None or "object" not in cue.frames or not (agent is not None or cue.lemma in REPORTED)):
        return None
    fragment = trim(page.text, base + content.start, base + content.end) if content is not None else None
    if named is not None and fragment is not None and fragment[0] < named.end:  # 'where the man is alleged to have …': behind the cue
        fragment = trim(page.text, base + token.idx + len(token), fragment[1])
    fragments = [f for f in ((named.start, named.end) if named is not None else None, fragment) if f is not None]
    if all(page.text[s:e].lower() in EMPTY for s, e in fragments):
        return None
    if subject is not None and agent is None and _is_nobody(subject):
        return None  # 'no date has been announced'
    speaker = phrase_of(agent, base, page.text, (token.i,)) if agent is not None else None
    attribution = Attribution(
        number,
        fragments,
        offsets_of(token, base),
        speaker,
        phrase_of(subject, base, page.text) if subject is not None and told and not impersonal else None,
        0.7 if speaker else 0.5,
        page.within(fragments),
        cue_class=content.cue_class if content is not None else cue.frames["object"],
        frame=content.frame if content is not None else "object",
        negated=is_negated(token),
    )
    return None if attribution.negated and attribution.cue_class == "speech" else attribution


def is_told_as_fact(verb: "Token") -> bool:
    """True for a passive that tells what is: 'was asked to go and told to wait', not 'a man known to be ill', 'should be asked', 'if asked'."""
    around = [c for v in (verb, verb.head if verb.dep_ == "conj" else verb) for c in v.lefts]
    open_ = any(c.tag_ in ("MD", "TO") or (c.dep_ == "mark" and c.text.lower() in ("if", "unless", "whether")) for c in around)
    asked = verb.sent.text.rstrip("”’\"' ").endswith("?")
    return any(c.dep_ == "auxpass" for c in around) and not open_ and not asked


def _is_nobody(noun: "Token") -> bool:
    """True for 'nobody', 'none' and 'no date'."""
    return noun.text.lower() in ("nobody", "none") or any(c.dep_ == "det" and c.text.lower() == "no" for c in noun.lefts)


def _subject_of_passive(verb: "Token", content: Content | None) -> "Token | None":
    """The subject of a passive: its own, for a label also that of the verb it is joined to ('they were caught and were identified as …')."""
    own = noun_before(verb) or next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    joined = verb.dep_ == "conj" and any(c.dep_ == "auxpass" for c in verb.lefts)
    if own is not None or not joined or content is None or content.frame != "label":
        return own
    return next((c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def read_question(token: "Token", cue: Cue, number: int, paragraph: Paragraph, page: Page) -> None:
    """'Asked (by Lee) whether it would rain, …': a question that a participle tells."""
    base = paragraph.start
    agent = agent_of(token)
    content = content_of(token, cue, None)
    fragment = trim(page.text, base + content.start, base + content.end) if content is not None and content.frame == "clause" else None
    if fragment is not None:
        speaker = phrase_of(agent, base, page.text, (token.i,)) if agent is not None else None
        page.claim(Attribution(number, [fragment], offsets_of(token, base), speaker, None, 0.6, page.within([fragment]), frame="clause"))
