"""Speech tags that close a quote, read on the surface: “…,” said Ann Lee; “…?” the mayor, a Democrat, asked.

The parser often fails on such sentences, for the words quoted are sentences of their own; the tag itself is regular.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.phrases import FINITE, Phrase, phrase_from
from tasks.extract.quotes.attribution import Page
from tasks.extract.quotes.cues import is_cue
from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.speakers import can_speak, is_abstract, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

SIGNED = re.compile(r"\s*(?:―|—|–|--|-)\s*(?P<name>[A-Z][\w.’'-]*(?:\s[\w.’'-]+){0,5})(?:,[^,.!?“”\"]{0,60})?\.?\s*$")
FAR = 40  # tokens between a quote and its verb: names come with offices and appositions
NEAR = 8  # for a verb that is no cue word
NOMINAL = ("NN", "NNS", "NNP", "NNPS", "CD", "JJ", "JJR", "JJS", "DT", "PRP$", "POS", "PRP", "HYPH", "VBN", "VBG", "PDT", "WP")
OPENING = ("DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP", "PRP$", "CD", "PDT", "VBN")


def tags_after_quotes(number: int, paragraph: Paragraph, page: Page) -> list[tuple["Token", Phrase]]:
    """(verb, speaker) of every tag that closes a quoted stretch of a paragraph, in order."""
    found: list[tuple[Token, Phrase]] = []
    tokens = paragraph.tokens
    at = 0
    for quote in page.outer(number):
        if not _closes(quote, page.text):
            continue
        while at < len(tokens) and paragraph.start + tokens[at].idx < quote.end:
            at += 1
        tag = _tag(tokens, at, paragraph.start, page, whole=not page.text[quote.inner_start].islower())
        if tag is not None and not any(tag[0].i == verb.i for verb, _ in found):
            found.append(tag)
    return found


def names_after_quotes(number: int, paragraph: Paragraph, page: Page) -> list[tuple[Quoted, Phrase]]:
    """(quote, speaker) of every quote that its speaker's name closes after a dash, to the end of the line: “We won.” — Ann Lee."""
    found = []
    for quote in page.outer(number):
        if quote.start in page.claimed:
            continue
        match = SIGNED.match(page.text, quote.end, paragraph.end)
        if match is None:
            continue
        start, end = match.span("name")
        tokens = tuple(t for t in paragraph.tokens if start <= paragraph.start + t.idx < end)
        if tokens and any(t.tag_ in ("NNP", "NNPS") for t in tokens):
            head = next((t for t in reversed(tokens) if t.ent_type_ == "PERSON"), next(t for t in reversed(tokens) if t.tag_[:2] == "NN"))
            found.append((quote, Phrase(head, tokens, start, end, page.text[start:end])))
    return found


def _closes(quote: Quoted, text: str) -> bool:
    """True for words that a comma, question or exclamation mark or dash ends, as those before a tag do."""
    if text[quote.inner_end - 1] in "?!…" and text[max(0, quote.start - 2) : quote.start].strip()[-1:] in (",", ":"):
        return False  # Lee said, “Why?” Roe said, “Why not?”: each tag opens its own
    return text[quote.inner_end - 1] in ",;?!…—–-" or text[quote.end : quote.end + 1] in (",", "–", "—")


def _tag(tokens: Sequence["Token"], at: int, base: int, page: Page, *, whole: bool) -> "tuple[Token, Phrase] | None":
    """(verb, speaker) of the tag that begins at a token: any verb tags a `whole` sentence, a part of one ('a call for “peace”, he sat') none
    but a cue word."""
    while at < len(tokens) and (tokens[at].is_space or tokens[at].text in (",", "–", "—", "-")):
        at += 1
    if at >= len(tokens) or not page.outside(tokens[at], base):
        return None
    first = tokens[at]
    if first.tag_ in FINITE and at + 1 < len(tokens) and (is_cue(first) or tokens[at + 1].tag_ in ("NNP", "PRP")):
        speaker = _phrase(tokens, at + 1, base, page)
        return (first, speaker) if speaker is not None and not (is_passive(first) or is_abstract(speaker.head)) else None
    if first.tag_ not in OPENING:
        return None
    depth = 0
    for i in range(at, min(at + FAR, len(tokens))):
        token = tokens[i]
        if not page.outside(token, base):
            return None
        if token.text in (";", ":", "?", "!") or "\n" in token.text:
            return None
        if token.text == "." and depth == 0:
            return None
        if token.dep_ == "mark" or (i == at + 1 and token.text.lower() in ("after", "before", "when", "while", "since")):
            return None  # '“…”, hours after a letter suggested it'
        depth += (token.text == "(") - (token.text == ")")
        if depth or i == at or not (token.tag_ in FINITE or _is_misread(tokens, i)):
            continue
        if token.dep_ == "relcl" or (tokens[i - 1].tag_ in ("WP", "WDT")):
            continue
        if is_cue(token) or (whole and i - at < NEAR and token.dep_ not in ("aux", "auxpass")):
            speaker = _phrase(tokens, at, base, page)
            if speaker is None or is_passive(token) or not can_speak(speaker.head) or speaker.end > base + token.idx:
                return None
            return token, speaker
    return None


def _is_misread(tokens: Sequence["Token"], i: int) -> bool:
    """True for a verb that was read as a participle or noun: the mayor, Ann Lee, told reporters; “No,” Lee answers."""
    token = tokens[i]
    following = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    if token.tag_ == "NNS" and tokens[i - 1].tag_ in ("NNP", "PRP") and following in ("", "."):
        return is_cue(token)  # “No,” Lee answers.
    return token.tag_ == "VBN" and is_cue(token) and following != "by" and not any(c.dep_ in ("aux", "auxpass") for c in token.children)


def _phrase(tokens: Sequence["Token"], at: int, base: int, page: Page) -> Phrase | None:
    """The noun phrase that begins at a token, as far as its first comma, bracket, verb or adverb."""
    if tokens[at].tag_ not in OPENING:
        return None
    end = at
    while end < len(tokens) and page.outside(tokens[end], base):
        token = tokens[end]
        linked = token.tag_ in ("IN", "CC") and token.text.lower() in ("of", "for", "and", "&") and end + 1 < len(tokens)
        if token.tag_ not in NOMINAL and not linked:
            break
        if token.ent_type_ in ("DATE", "TIME") and end > at:
            break
        if token.tag_ == "PRP" and end > at:
            break
        end += 1
        if token.tag_ == "PRP":
            break
    while end > at and tokens[end - 1].tag_ in ("IN", "CC", "DT", "VBG", "POS"):
        end -= 1
    run = tokens[at:end]
    if not run or not any(t.tag_[:2] in ("NN", "PR", "CD") for t in run):
        return None
    inside = {t.i for t in run}
    head = next((t for t in run if t.head.i not in inside and t.tag_[:2] in ("NN", "PR")), None) or next(
        (t for t in reversed(run) if t.tag_[:2] in ("NN", "PR")), run[-1]
    )
    named = run[-1] if run[-1].ent_type_ == "PERSON" else None
    if named is not None and head.ent_type_ != "PERSON" and not any(t.tag_ == "IN" for t in run):
        head = named
    return phrase_from(head, run, base, page.text)
