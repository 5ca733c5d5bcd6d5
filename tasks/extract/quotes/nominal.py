"""Attributions by a noun, an adjective or a preposition: 'his claim that …', 'is sure that …', 'according to Lee'."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.vocabulary import CueClass
from tasks.annotate import Paragraph
from tasks.extract.lexicon import Cue, base_forms, cues, is_form_of
from tasks.extract.phrases import FINITE, SUBJECTS, object_of, only_speech, phrase_of
from tasks.extract.quotes.attribution import FIRST_PERSON, Attribution, Page, Span, around, offsets_of, over_quotes, trim
from tasks.extract.quotes.contents import Content, content_of, source_behind
from tasks.extract.quotes.reach import to_the_last_quote, told_of_end
from tasks.extract.quotes.speakers import is_negated, named_beside, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

ACCOUNTS = frozenset({"account", "count", "estimate", "reckoning", "report", "tally"})
VIEWS = frozenset({"analysis", "assessment", "estimation", "telling", "view", "opinion", "words", "eyes", "judgment", "judgement", "mind"})
GIVING = frozenset({
    "make", "issue", "give", "express", "voice", "raise", "offer", "share", "have", "hold", "release", "deliver", "send",
    "publish", "reiterate", "repeat", "announce", "state", "file", "lodge", "post", "write", "tweet", "sign", "present", "put",
    "reject", "deny", "withdraw", "drop", "renew", "maintain", "take", "adopt", "defend",
})  # fmt: skip
MANNER = frozenset({  # what something is done by: 'sorted according to size'
    "ability", "age", "height", "instructions", "law", "merit", "need", "needs", "plan", "plans", "principle", "principles",
    "agreement", "availability", "capacity", "circumstances", "conditions", "criteria", "custom", "demand", "guidelines", "income",
    "preference", "preferences", "priority", "requirements", "severity", "skill", "wish", "wishes", "procedure", "rank", "rule", "rules", "schedule", "size", "standards", "taste", "tradition", "type", "weight",
})  # fmt: skip
RUMOURS = frozenset({
    "allegation", "accusation", "rumor", "rumour", "report", "reports", "claim", "speculation", "suggestion", "complaint",
    "demand", "concern", "criticism", "fear", "hope", "idea", "announcement", "revelation", "consensus", "argument", "news", "word",
})  # fmt: skip
RUMOURED = ("clause", "of", "for", "about", "over")
HELD = frozenset({  # that nobody is said to hold or make: 'the suspicion that …', but not 'on suspicion of murder'
    "belief", "hypothesis", "lie", "prediction", "suspicion", "theory", "threat", "warning",
})  # fmt: skip
SPREADING = frozenset({"be", "circulate", "emerge", "remain", "spread", "surface"})
COPULAS = frozenset({"be", "feel", "seem", "sound", "look", "appear", "remain", "become", "get", "stay"})


def nouns_and_adjectives(number: int, paragraph: Paragraph, page: Page) -> None:
    """'his claim that …', 'issued a denial of …', 'is confident that …'."""
    base = paragraph.start
    for token in paragraph.tokens:
        if token.tag_ in ("NN", "NNS"):
            part = "nouns"
        elif token.tag_ in ("JJ", "VBN") and token.dep_ == "acomp":
            part = "adjectives"
        else:
            continue
        table = cues(part)
        entries = next((table[f] for f in base_forms(token.text) if f in table), ())
        if not entries or not page.outside(token, base):
            continue
        speaker = _possessor(token) if part == "nouns" else _bearer(token)
        holder = token
        if part == "nouns" and token.dep_ == "nsubj" and is_form_of(token.head.text, SPREADING):
            holder = token.head  # 'the government’s argument was that …', 'rumours spread that …'
        unowned = speaker is None and part == "nouns" and entries[0].lemma in RUMOURS | HELD
        content = content_of(holder, entries[0], None) if speaker is not None or unowned else None
        if content is None and speaker is not None and part == "nouns":
            content = _included(token, entries[0])
        if unowned and content is not None and content.frame not in (("clause",) if entries[0].lemma in HELD else RUMOURED):
            content = None
        if content is not None and entries[0].lemma == "reports" and content.frame == "of" and (speaker or _is_definite(token)):
            content = None  # 'the reports of the bank' are papers, 'reports of a fire' are told
        fragment = trim(page.text, base + content.start, to_the_last_quote(base + content.end, page)) if content else None
        if content is None or fragment is None:
            continue
        phrase = named_beside(phrase_of(speaker, base, page.text, (token.i,)), base, page) if speaker is not None else None
        taken = page.within([fragment])
        found = Attribution(
            number,
            [fragment],
            offsets_of(token, base),
            phrase,
            None,
            0.65 if phrase else 0.5,
            taken,
            cue_class=content.cue_class,
            frame=content.frame,
        )
        found.negated = part == "adjectives" and is_negated(token.head)
        if not any(s < fragment[1] and fragment[0] < e for a in page.found if a.paragraph == number for s, e in a.fragments):
            page.claim(found)


def _is_definite(noun: "Token") -> bool:
    return any(c.dep_ in ("det", "poss") for c in noun.lefts)


def _included(noun: "Token", cue: Cue) -> Content | None:
    """What demands have: 'their demands include new elections', where the noun takes an infinitive or what it is 'for'."""
    verb = noun.head
    if noun.dep_ != "nsubj" or not is_form_of(verb.text, ("include",)) or not {"infinitive", "for"} & cue.frames.keys():
        return None
    named = next((c for c in verb.rights if c.dep_ in ("dobj", "xcomp", "pcomp")), None)
    if named is None:
        return None
    frame = next(f for f in ("for", "infinitive") if f in cue.frames)
    return Content(named.left_edge.idx, named.right_edge.idx + len(named.right_edge.text), frame, cue.frames[frame])


def _possessor(noun: "Token") -> "Token | None":
    """Whose claim: 'his claim', 'the minister’s claim', 'Lee made the claim'."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    by = next((c for c in noun.children if c.dep_ in ("prep", "agent") and c.text.lower() in ("by", "from") and c.i > noun.i), None)
    source = object_of(by) or source_behind(noun)
    if source is not None:
        return source
    moved = is_form_of(noun.text, {"anticipation", "fear", "hope"})
    if moved and noun.dep_ == "pobj" and noun.head.text.lower() in ("for", "in", "of") and next(noun.lefts, None) is None:
        above = noun.head.head if noun.head.head.text.lower() != "out" else noun.head.head.head  # 'stayed indoors in fear of bullets'
        return subject_of(above) if above.tag_[:2] == "VB" else None
    light = noun.dep_ == "dobj" and is_form_of(noun.head.text, GIVING)
    if light and noun.head.tag_.startswith("VB") and not is_negated(noun.head):
        return subject_of(noun.head)
    return None


def _bearer(adjective: "Token") -> "Token | None":
    """Who is confident: the subject of the copula."""
    copula = adjective.head
    if not COPULAS.intersection(base_forms(copula.text)) and copula.text.lower() not in ("’s", "'s", "’re", "'re", "’m", "'m"):
        return None
    return next(
        (c for c in copula.children if c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "EX") and c.text.lower() not in ("it", "that", "this")),
        None,
    )


def according_to(number: int, paragraph: Paragraph, page: Page) -> None:
    """'According to Lee, …', '…, according to Lee', 'Per Lee, …', 'By one account, …', 'In Lee’s view, …'."""
    doc, base = paragraph.tokens, paragraph.start
    words = page.text[base : paragraph.end].lower()
    told = "according to" in words or "per " in words or "by " in words
    for token in doc[:-2] if told else ():
        per = (token.text == "Per" and token.is_sent_start and doc[token.i + 1].text.lower() != "request") or _by_account(token)
        if (not per and (token.text.lower() != "according" or doc[token.i + 1].text.lower() != "to")) or not page.outside(token, base):
            continue
        first = token.i + (1 if per else 2)
        source = next((t for t in doc[first : first + 14] if t.dep_ == "pobj" and t.head.i in (token.i, token.i + 1)), None) or doc[first]
        if not per and source.text.lower() in MANNER and token.i and token.nbor(-1).text != "," and not token.is_sent_start:
            continue  # 'developed according to plans'
        if source.tag_ in ("WDT", "WP"):
            _according_to_which(token, source, number, paragraph, page)
            continue
        whose = next((t for t in source.lefts if t.dep_ == "poss"), None) if per else None  # by the mayor's account
        speaker = phrase_of(whose or source, base, page.text, (token.i, token.i + 1))
        subtree = sorted(source.subtree, key=lambda t: t.i)
        last = max([t for t in subtree if t.i >= source.i], key=lambda t: t.i, default=source)
        named = named_beside(speaker, base, page)
        if page.text[speaker.end : named.start] == ", " or named.start == speaker.start:  # 'according to the mayor, Ann Lee, …'
            speaker = named
        tag = (base + token.idx, max(speaker.end, base + last.idx + len(last.text)))
        clause_end = page.text.find(",", max(speaker.end, told_of_end(source, base)), base + token.sent.end_char)
        if token.i == token.sent.start and clause_end > 0 and tag[1] > clause_end:
            tag = (tag[0], clause_end)
        fragments = _less_the_tag(_clause_of(token, base, page, tag), tag, page)
        cue = (base + token.idx, base + (token.idx + len(token.text) if per else doc[token.i + 1].idx + 2))
        if fragments:
            page.claim(Attribution(number, fragments, cue, named, None, 0.85, page.within(fragments), frame="according"))
    for token in doc if any(view in words for view in VIEWS) else ():
        if token.text.lower() in VIEWS and token.dep_ == "pobj" and token.head.text.lower() == "in" and page.outside(token, base):
            _in_the_view_of(token, number, paragraph, page)


def _according_to_which(token: "Token", which: "Token", number: int, paragraph: Paragraph, page: Page) -> None:
    """'signed an agreement, according to which it would belong to them': the agreement says what follows."""
    base = paragraph.start
    thing = next((t for t in reversed(token.doc[token.sent.start : token.i]) if t.tag_[:2] == "NN"), None)
    end = next((t.i for t in token.doc[which.i + 1 : token.sent.end] if t.text in (";", ",")), token.sent.end - 1)
    rest = token.doc[which.i + 1 : end]
    content = trim(page.text, base + rest.start_char, base + rest.end_char) if len(rest) > 2 else None
    if thing is not None and content is not None and token.nbor(-1).text == ",":
        cue = (base + token.idx, base + token.nbor().idx + 2)
        page.claim(
            Attribution(number, [content], cue, phrase_of(thing, base, page.text), None, 0.7, page.within([content]), frame="according")
        )


def _by_account(by: "Token") -> bool:
    """True for 'By one account, …' and '…, by early reports, …'."""
    account = object_of(by) if by.text.lower() == "by" and by.dep_ == "prep" else None
    if account is None or not is_form_of(account.text, ACCOUNTS) or account.i + 1 >= len(by.doc):
        return False
    return bool(account.nbor().text == "," and (by.is_sent_start or by.nbor(-1).text == ","))


def _less_the_tag(clause: Span, tag: Span, page: Page) -> list[Span]:
    """What a clause says around its tag, with the quoted stretches it cuts; leftovers of a word are no content."""
    pieces = (trim(page.text, *piece) for piece in around(*over_quotes(*clause, page, tag), tag, page.text))
    return [piece for piece in pieces if piece and piece[1] - piece[0] > 8]


def _clause_of(according: "Token", base: int, page: Page, tag: Span) -> Span:
    """The clause that 'according to' is about: its sentence, or the part of it that has a subject of its own."""
    sentence = according.sent
    whole = (base + sentence.start_char, base + sentence.end_char)
    relative = next((t for t in according.ancestors if t.dep_ == "relcl" and t.i < according.i), None)
    around_tag = next((t for t in according.ancestors if t.dep_ == "relcl" and t.left_edge.i < according.i < t.i), None)
    if around_tag is not None:  # 'prospects, which, according to Lee, are good'
        return (base + around_tag.left_edge.idx, base + around_tag.right_edge.idx + len(around_tag.right_edge))
    if relative is not None and page.text[tag[1] : tag[1] + 1] == ",":  # 'women, who make up a sixth of it, according to Lee, …'
        return (base + relative.left_edge.idx, tag[0])
    verb = next((t for t in according.ancestors if t.tag_[:2] in ("VB", "MD")), None)
    if verb is None:
        return whole
    start, end = whole
    rest = [t for t in sentence if base + t.idx >= tag[1] and not t.is_punct]
    if page.text[tag[1] : tag[1] + 1] == "," and tag[0] > start and _is_tag(rest):
        return (start, tag[0])  # 'It is over, according to estimates, the official said'
    told_of = bool(rest) and rest[0].text.lower() == "who"  # '…, according to the police, who are looking for them'
    if (
        page.text[tag[0] - 2 : tag[0]].strip() == ","
        and tag[0] > start
        and (told_of or not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest))
    ):
        return (start, tag[0]) if told_of else whole
    if page.text[tag[0] - 2 : tag[0]].strip() != "," and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and verb.i < according.i:
        return (base + verb.left_edge.idx, tag[0])
    if verb.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts):
        start = base + min(t.idx for t in verb.subtree if t.i >= verb.left_edge.i)
    later = next((c for c in verb.rights if c.dep_ == "conj" and any(g.dep_ in ("nsubj", "nsubjpass") for g in c.lefts)), None)
    if later is not None and base + later.left_edge.idx > tag[1]:
        end = base + later.left_edge.idx
    if tag[1] < end:
        rest = [t for t in sentence if tag[1] <= base + t.idx < end and not t.is_punct and not t.is_space]
        beside = (
            bool(rest) and rest[0].tag_ == "DT" and page.text[tag[1] : tag[1] + 1] == ","
        )  # '…, according to Lee, the envoy to the world body'
        if len(rest) <= (16 if beside else 6) and start < tag[0] and not any(t.tag_[:2] in ("VB", "MD") for t in rest):
            end = tag[1]  # '…, according to the mayor on Friday'
    return (min(start, tag[0]), max(end, tag[1]))


def _is_tag(words: Sequence["Token"]) -> bool:
    """True for 'the official said' at the end of a sentence."""
    verbs = [t for t in words if t.tag_ in FINITE]
    return 1 < len(words) < 9 and len(verbs) == 1 and verbs[0].i == words[-1].i and only_speech(verbs[0].text)


def _in_the_view_of(noun: "Token", number: int, paragraph: Paragraph, page: Page) -> None:
    """'In her view, the dam is safe', 'in the words of Lee, …'."""
    base = paragraph.start
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and (of := next((c for c in noun.children if c.text.lower() == "of"), None)) is not None:
        owner = object_of(of)
    if owner is None or owner.text.lower() in FIRST_PERSON or owner.text.lower() == "our":
        return
    tag = (base + noun.head.idx, base + max(t.idx + len(t.text) for t in noun.subtree))
    sentence = (base + noun.sent.start_char, base + noun.sent.end_char)
    fragments = _less_the_tag(sentence, tag, page)
    if fragments and page.text[tag[1] : tag[1] + 1] == ",":
        speaker = phrase_of(owner, base, page.text, (noun.i,))
        cue_class: CueClass = "speech" if noun.text.lower() == "words" else "attitude"
        page.claim(
            Attribution(
                number, fragments, (tag[0], tag[1]), speaker, None, 0.75, page.within(fragments), cue_class=cue_class, frame="according"
            )
        )
