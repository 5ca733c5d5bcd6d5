"""Words that no cue of their own reports: quotes that go on or float, lists after a colon, tags with any verb, turns of an interview."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.lexicon import is_form_of, roles
from tasks.extract.phrases import SUBJECTS, Phrase, object_of, phrase_from, phrase_of
from tasks.extract.quotes.attribution import Attribution, Page, Span, offsets_of, trim, trim_quote
from tasks.extract.quotes.cues import is_cue
from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.speakers import can_speak, is_passive, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

FLOATING_WORDS = 5
CREDITS = ("Image", "Photo", "Picture", "File", "Credit", "Video")
BULLET = re.compile(r"\s*(?:[•·●▪◦*‣]|[–—-]|\d{1,2}[.)])\s+")
RUBRICS = frozenset({
    "explainer", "analysis", "opinion", "live", "update", "updates", "watch", "video", "photos", "exclusive", "breaking",
    "interview", "review", "editorial", "comment", "profile", "timeline", "background", "factbox", "obituary", "podcast",
    "letters", "correction",
})  # fmt: skip
LISTING = frozenset({"make", "raise", "put", "communicate", "present", "deliver", "give", "send", "table", "list", "issue"})
WORK = re.compile(
    r"\b(?:book|novel|memoir|show|series|song|album|film|movie|play|article|essay|column|op-ed|commentary|programme?|poem|painting|"
    r"exhibition|episode|podcast|single|track|musical|hymn|anthem|video|spot|ad)(?: (?:called|titled|entitled|named|of|on|from))?,?\s*$",
    re.IGNORECASE,
)
TURN = re.compile(
    r"[“\"]?(?:\(\(\s*)?(?P<name>Q|A|(?:[A-Z][\w.’'-]*|de|van|von|al|bin)(?:\s(?:[A-Z][\w.’'-]*|de|van|von|al|bin)){0,4})(?:\s*\)\))?\s*(?::|\)\))\s*(?=\S)"
)


# -- turns of an interview ----------------------------------------------------------------------------------------------------


def turns_of(paragraphs: Sequence[Paragraph], page: Page) -> dict[int, Attribution]:
    """The turns of an interview by the number of their first paragraph; an answer goes on in the paragraphs up to the next turn."""
    turns = {number: turn for number in range(len(paragraphs)) if (turn := _turn(number, paragraphs, page)) is not None}
    last = max(turns, default=0)
    current: Attribution | None = None
    for number, paragraph in enumerate(paragraphs[:last]):
        if number in turns:
            current = turns[number]
        elif current is not None and paragraph.line.kind == "paragraph" and page.text[current.end - 1] != "?":
            content = trim(page.text, paragraph.start, paragraph.end)
            if content is not None and page.text[content[0]] != "(" and len(page.text[slice(*content)].split()) > 4:
                current.fragments.append((content[0], content[1] + (page.text[content[1] : content[1] + 1] in tuple("?!"))))
    return turns


def _turn(number: int, paragraphs: Sequence[Paragraph], page: Page) -> Attribution | None:
    """'LEE: We are ready.', 'Q: Why?': a line that opens with its speaker, in an article that has more such lines."""
    match = _turn_of(page.text, paragraphs[number])
    if match is None:
        return None
    name = match.group("name")
    if name.endswith(CREDITS):
        return None  # 'Jo ParkImage: Jo Park'
    others = [m.group("name") for p in paragraphs if p.start != paragraphs[number].start and (m := _turn_of(page.text, p))]
    if len(others) < 2 or not (name.isupper() or name in others or len(set(others)) <= 4):
        return None
    paragraph = paragraphs[number]
    content = trim(page.text, match.end(), paragraph.end)
    if content is None or len(page.text[match.end() : paragraph.end].split()) < 2:
        return None
    if page.text[match.end()] in "“\"‘'«":
        return None  # the marks will be read
    marked = [q for q in page.outer(number) if q.start == paragraph.start]
    if marked:  # a transcript that is quoted line by line
        content = (content[0], min(content[1], marked[0].inner_end))
    head = next((t for t in reversed(paragraph.tokens) if paragraph.start + t.idx < match.end("name") and t.text[:1].isalnum()), None)
    speaker = phrase_of(head, paragraph.start, page.text) if head is not None and len(name) > 1 else None
    if speaker is not None:
        speaker = Phrase(speaker.head, speaker.tokens, match.start("name"), match.end("name"), name)
    end = page.text[content[1] : content[1] + 1]
    fragment = (content[0], content[1] + (end in "?!"))
    return Attribution(number, [fragment], None, speaker, None, 0.8, marked, frame="turn", verbatim=True)


def read_headline(number: int, paragraph: Paragraph, page: Page) -> Attribution | None:
    """'Minister: dam is safe', 'Dam is safe: minister': a headline with a colon and its speaker on one side, without marks."""
    text = page.text[paragraph.start : paragraph.end].rstrip()
    if (
        paragraph.line.kind not in ("title", "subtitle", "heading")
        or text.count(":") != 1
        or any(page.mask[paragraph.start : paragraph.end])
    ):
        return None
    colon = paragraph.start + text.index(":")
    left = [t for t in paragraph.tokens if paragraph.start + t.idx < colon and not t.is_space]
    right = [t for t in paragraph.tokens if paragraph.start + t.idx > colon and not t.is_space]
    for name, told in ((right, left), (left, right)):
        if not (0 < len(name) <= 4 <= len(told)) or not all(t.tag_[:2] in ("NN", "DT", "PO", "JJ") for t in name):
            continue
        head = next((t for t in reversed(name) if t.tag_[:2] == "NN"), None)
        if head is None or not any(t.tag_[:2] in ("VB", "MD") for t in told) or not _is_voice(head):
            continue
        content = trim(page.text, paragraph.start + told[0].idx, paragraph.start + told[-1].idx + len(told[-1].text))
        if content is not None:
            speaker = phrase_from(head, name, paragraph.start, page.text)
            return Attribution(number, [content], None, speaker, None, 0.6, frame="headline")
    return None


def _is_voice(token: "Token") -> bool:
    if token.text.lower() in RUBRICS:
        return False
    return token.ent_type_ in ("PERSON", "ORG", "GPE") or is_form_of(token.text, roles()["speakers"])


def _turn_of(text: str, paragraph: Paragraph) -> "re.Match[str] | None":
    return TURN.match(text, paragraph.start, paragraph.end)


def read_so_said(number: int, paragraphs: Sequence[Paragraph], page: Page) -> Attribution | None:
    """'So said an official.' behind a sentence without marks, in its paragraph or at the end of the one before: that sentence is hers."""
    paragraph = paragraphs[number]
    for sentence in paragraph.doc.sents:
        if len(sentence) < 4 or sentence[0].text != "So" or not is_form_of(sentence[1].text, {"say"}):
            continue
        speaker = next((c for c in sentence[1].rights if c.dep_ in SUBJECTS), None)
        host = paragraph if sentence.start else paragraphs[number - 1] if number else None
        if speaker is None or host is None or host.line.kind != "paragraph":
            continue
        ahead = [s for s in host.doc.sents if host is not paragraph or s.end <= sentence.start]
        content = trim(page.text, host.start + ahead[-1].start_char, host.start + ahead[-1].end_char)
        if (
            content is None
            or any(page.mask[content[0] : content[1]])
            or any(a.start < content[1] and content[0] < a.end for a in page.found)
        ):
            continue
        cue = offsets_of(sentence[1], paragraph.start)
        return Attribution(number, [content], cue, phrase_of(speaker, paragraph.start, page.text), None, 0.7, frame="clause")
    return None


# -- lists --------------------------------------------------------------------------------------------------------------------


def read_list_item(number: int, paragraphs: Sequence[Paragraph], page: Page, before: int) -> None:
    """An item under 'The points she will make:' is hers: its quoted words, or all of it where nothing is quoted."""
    paragraph = paragraphs[number]
    if not _is_item(paragraph, page.text):
        return
    lead = number - 1
    while lead >= 0 and _is_item(paragraphs[lead], page.text):
        lead -= 1
    if lead < 0 or not page.text[paragraphs[lead].start : paragraphs[lead].end].rstrip().endswith(":"):
        return
    said = _announced(paragraphs[lead], page)
    if said is None:
        return
    speaker, cue, addressee = said
    quotes = [q for q in page.outer(number) if q.start not in page.claimed]
    for quote in quotes:
        if fragment := trim_quote(page.text, quote):
            page.claim(Attribution(number, [fragment], cue, speaker, addressee, 0.7, [quote], frame="list"))
    if not quotes and len(page.found) == before:
        bullet = BULLET.match(page.text, paragraph.start, paragraph.end)
        if content := trim(page.text, bullet.end() if bullet else paragraph.start, paragraph.end):
            page.claim(Attribution(number, [content], cue, speaker, addressee, 0.6, frame="list"))


def _is_item(paragraph: Paragraph, text: str) -> bool:
    return paragraph.line.kind == "list_item" or bool(BULLET.match(text, paragraph.start, paragraph.end))


def _announced(paragraph: Paragraph, page: Page) -> tuple[Phrase, Span, Phrase | None] | None:
    """(speaker, cue, addressee) of a line that announces a list: the last verb of speech in it with a subject that can speak."""
    base = paragraph.start
    last = paragraph.tokens[-1].sent if paragraph.tokens else []
    for verb in reversed(list(last)):
        if not verb.tag_.startswith("VB") or not (is_cue(verb) or is_form_of(verb.text, LISTING)):
            continue
        subject = subject_of(verb)
        if subject is None or not can_speak(subject) or is_passive(verb):
            continue
        to = next((c for c in verb.children if c.dep_ in ("prep", "dative") and c.text.lower() == "to"), None)
        told = object_of(to)
        addressee = phrase_of(told, base, page.text) if told is not None else None
        return phrase_of(subject, base, page.text, (verb.i,)), offsets_of(verb, base), addressee
    return None


# -- quotes without a cue word ------------------------------------------------------------------------------------------------


def adopt_untagged(number: int, paragraphs: Sequence[Paragraph], page: Page, before: int) -> None:
    """Give quoted stretches that no cue claimed to a tag with any verb, to the words that lead in, or to the speaker they go on
    from; leave scare quotes alone. `before` is the number of attributions found ahead of this paragraph."""
    paragraph = paragraphs[number]
    for quote in page.outer(number):
        if quote.start in page.claimed:
            continue
        fragment = trim_quote(page.text, quote)
        if fragment is None:
            continue
        words = len(page.text[fragment[0] : fragment[1]].split())
        if tag := _verb_before(quote, paragraph, page):
            speaker, cue = tag
            page.claim(Attribution(number, [fragment], cue, speaker, None, 0.7, [quote]))
            continue
        alone = _stands_alone(page.text, quote, paragraph)
        host = max((a for a in page.found[before:] if a.quoted and a.end <= quote.start), key=lambda a: a.end, default=None)
        if alone and host and _same_turn(host, quote, paragraph, page):
            host.fragments.append(fragment)
            host.quoted.append(quote)
            page.claimed.add(quote.start)
        elif alone and (lead := _lead_in(quote, number, paragraphs, page)) is not None and words >= 2:
            page.claim(Attribution(number, [fragment], None, lead, None, 0.6, [quote], frame="lead-in"))
        elif alone and words >= FLOATING_WORDS and page.found and not is_title(page.text[fragment[0] : fragment[1]]):
            last = _last_speech(page, quote.start)
            page.claim(
                Attribution(number, [fragment], None, last.speaker if last else None, None, 0.55, [quote], frame="floating", follows=last)
            )
        elif words >= 3 and (verb := _governing_verb(quote, paragraph)) is not None and not is_title(page.text[fragment[0] : fragment[1]]):
            subject = subject_of(verb)
            if subject is None or not page.outside(subject, paragraph.start) or not can_speak(subject):
                continue
            if names_a_work(quote, page) or _is_scare_quote(quote, verb, paragraph):
                continue
            speaker, cue = phrase_of(subject, paragraph.start, page.text), offsets_of(verb, paragraph.start)
            page.claim(Attribution(number, [fragment], cue, speaker, None, 0.4, [quote], frame="embedded"))


def _verb_before(quote: Quoted, paragraph: Paragraph, page: Page) -> tuple[Phrase, Span] | None:
    """Lee barked: “No”: a verb that is no cue word, with a comma or colon between."""
    doc, base, text = paragraph.tokens, paragraph.start, page.text
    lead = text[max(base, quote.start - 3) : quote.start].rstrip()
    if not lead.endswith((":", ",")) or not text[quote.inner_start : quote.inner_start + 1].isupper():
        return None
    previous = next((t for t in reversed(doc) if base + t.idx < quote.start and not t.is_punct and not t.is_space), None)
    if previous is None or previous.tag_ not in ("VBD", "VBZ", "VBG") or not page.outside(previous, base):
        return None
    subject = subject_of(previous)
    if subject is None or not page.outside(subject, base):
        return None
    return phrase_of(subject, base, text, (previous.i,)), offsets_of(previous, base)


def _same_turn(host: Attribution, quote: Quoted, paragraph: Paragraph, page: Page) -> bool:
    """True when no sentence with a subject of its own stands between a quote and the words it may go on from."""
    between = page.text[host.end : quote.start]
    if len(between.split()) >= 40 or "\n" in between:
        return False
    return not any(
        host.end <= paragraph.start + s.start_char
        and paragraph.start + s.end_char <= quote.start + 1
        and any(t.dep_ in ("nsubj", "nsubjpass") and page.outside(t, paragraph.start) for t in s)
        for s in paragraph.doc.sents
    )


def _lead_in(quote: Quoted, number: int, paragraphs: Sequence[Paragraph], page: Page) -> Phrase | None:
    """Who acts in the sentence that leads in to a quote: one that ends in a colon, or the one ahead of it in the paragraph."""
    paragraph = paragraphs[number]
    text = page.text
    ahead = text[paragraph.start : quote.start].rstrip()
    colon = ahead.endswith(":")
    if not ahead and number:
        paragraph = paragraphs[number - 1]
        ahead = text[paragraph.start : paragraph.end].rstrip()
        colon = ahead.endswith(":")
        if not colon:
            return None
    if not ahead:
        return None
    end = paragraph.start + len(ahead)
    tokens = [t for t in paragraph.tokens if paragraph.start + t.idx < end and not t.is_space]
    if not tokens:
        return None
    sentence = tokens[-1].sent
    if not colon and any(page.mask[paragraph.start + t.idx] for t in sentence if paragraph.start + t.idx < end):
        return None
    name = [t for t in tokens if t.sent.start == sentence.start and not t.is_punct]
    while name and (name[-1].text.lower() in ("read", "reads", "says", "said", "states") or name[-1].tag_ == "RB"):
        name.pop()
    if len(name) > 1 and name[0].tag_ in ("VBD", "VBN", "VBZ", "NNP") and is_cue(name[0]):
        name.pop(0)  # Said Lee: ‘…’
    if colon and 0 < len(name) <= 8 and not any(t.tag_ in ("VBD", "VBP", "MD", "PRP") for t in name):
        head = next((t for t in reversed(name) if t.ent_type_ in ("PERSON", "ORG")), name[-1])
        return phrase_from(head, name, paragraph.start, text)  # Lee: ‘…’
    subject = subject_of(sentence.root) if sentence.root.tag_.startswith("VB") else None
    if subject is None or not page.outside(subject, paragraph.start) or not can_speak(subject):
        return None
    return phrase_of(subject, paragraph.start, text, (sentence.root.i,))


def _last_speech(page: Page, at: int) -> Attribution | None:
    """The attribution that a floating quote goes on from: the last with quoted words, else the last of all."""
    ahead = sorted((a for a in page.found if a.start < at and a.cue_class == "speech" and not a.nested), key=lambda a: (a.start, a.end))
    return next((a for a in reversed(ahead[-2:]) if a.quoted), ahead[-1] if ahead else None)


def _stands_alone(text: str, quote: Quoted, paragraph: Paragraph) -> bool:
    """True when a quoted stretch is a sentence of its own: after a full stop, a colon or the paragraph's start."""
    before = text[paragraph.start : quote.start].rstrip()
    opens = not before or before[-1] in '.!?:;…”"’' or before.endswith("–")
    after = text[quote.end : quote.end + 2].strip()
    ends = (
        text[quote.inner_end - 1] in ".!?…"
        or not quote.balanced
        or quote.continues
        or after[:1] in (".", "!", "?")
        or (quote.end >= paragraph.end)
    )
    return opens and ends


def _governing_verb(quote: Quoted, paragraph: Paragraph) -> "Token | None":
    """The verb outside the marks on which a quoted stretch depends."""
    inside = [t for t in paragraph.tokens if quote.inner_start <= paragraph.start + t.idx < quote.inner_end]
    for token in inside:
        head = token.head
        if head.i != token.i and not quote.start <= paragraph.start + head.idx < quote.end:
            while not head.tag_.startswith("VB") and head.head.i != head.i:
                head = head.head
            if head.tag_.startswith("VB") and not is_passive(head):
                return head
            return None
    return None


def _is_scare_quote(quote: Quoted, verb: "Token", paragraph: Paragraph) -> bool:
    """True for marks around a part of a noun phrase ('sent its “national reporter” into …'), and around what a verb that is no cue word
    reaches only by a preposition ('sent her into “a living room”')."""
    before = next((t for t in reversed(paragraph.tokens) if paragraph.start + t.idx < quote.start and not t.is_space), None)
    if before is None:
        return False
    return before.tag_ in ("DT", "PRP$", "POS", "JJ", "NN", "NNS", "NNP", "CD") or (before.tag_ in ("IN", "TO") and not is_cue(verb))


def names_a_work(quote: Quoted, page: Page) -> bool:
    """True for the title of a work: 'On “Face the Nation,” Lee said', 'in his book, “War and Peace”'."""
    words = page.text[quote.inner_start : quote.inner_end]
    before = page.text[max(0, quote.start - 60) : quote.start]
    if re.search(WORK, before):
        return words[:1].isupper() and words.rstrip()[-1:] not in "?!"
    return before.rstrip()[-1:].isalnum() and before[-2:].strip()[-1:].isalnum() and is_title(words)


def is_title(words: str) -> bool:
    """True for 'The Nightly Show with Larry Wilmore': most words of some length begin with a capital."""
    long = [w for w in words.split() if len(w) > 3]
    return bool(long) and sum(w[0].isupper() for w in long) > len(long) / 2
