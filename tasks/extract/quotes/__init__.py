"""Who says what: every attribution of an article, in reading order. Offsets are those of the article's text.

After Pareti (2015), PARC 3.0, an attribution has three parts: source (speaker), cue and content.

- `marks` finds quoted stretches on characters; `tags` reads the speech tags that close them, on the surface
- `cues` finds cue words of cues.toml; `contents` what they report, `speakers` who says it, `reach` how far it goes
- `verbs`, `nominal` and `nested` put these together; `untagged` reads what has no cue: floating quotes, lists, turns, headlines
"""

from tasks.annotate import AnnotatedArticle
from tasks.extract.quotes.attribution import Attribution, Page, Span, trim_quote
from tasks.extract.quotes.cues import cue_verbs
from tasks.extract.quotes.marks import Quoted, find_quoted, quoted_mask
from tasks.extract.quotes.nested import sources_cited, within_quotes
from tasks.extract.quotes.nominal import according_to, nouns_and_adjectives
from tasks.extract.quotes.tags import names_after_quotes, tags_after_quotes
from tasks.extract.quotes.untagged import adopt_untagged, read_headline, read_list_item, read_so_said, turns_of
from tasks.extract.quotes.verbs import read_tag, read_verb


def find_attributions(annotated: AnnotatedArticle) -> tuple[list[Attribution], list[Quoted]]:
    """Attributions in reading order, and the quoted stretches they were read from."""
    text = annotated.article.text
    paragraphs = annotated.paragraphs
    quoted = find_quoted(text, [(p.start, p.end) for p in paragraphs])
    page = Page(text, quoted, quoted_mask(len(text), [q for q in quoted if q.level == 0]))
    turns = turns_of(paragraphs, page)
    for number, paragraph in enumerate(paragraphs):
        before = len(page.found)
        if number in turns:
            page.claim(turns[number])
        if headline := read_headline(number, paragraph, page):
            page.claim(headline)
        for quote, speaker in names_after_quotes(number, paragraph, page):
            if fragment := trim_quote(page.text, quote):
                page.claim(Attribution(number, [fragment], None, speaker, None, 0.8, [quote], frame="signed"))
        tagged = tags_after_quotes(number, paragraph, page)
        for token, speaker in tagged:
            read_tag(token, speaker, number, paragraph, page)
        closed = {token.i for token, _ in tagged}
        according_to(number, paragraph, page)
        for token, cue in cue_verbs(paragraph, page):
            if token.i not in closed:
                read_verb(token, cue, number, paragraph, page)
        nouns_and_adjectives(number, paragraph, page)
        if so_said := read_so_said(number, paragraphs, page):
            page.claim(so_said)
        page.found[before:] = sorted(page.found[before:], key=lambda a: (a.start, a.end))
        read_list_item(number, paragraphs, page, before)
        adopt_untagged(number, paragraphs, page, before)
        page.found[before:] = sorted(page.found[before:], key=lambda a: (a.start, a.end))
    for number, paragraph in enumerate(paragraphs):
        page.found.extend(within_quotes(number, paragraph, page))
        page.found.extend(list(sources_cited(number, paragraph, page)))
    return _without_repeats(sorted(page.found, key=lambda a: (a.start, -a.end))), quoted


def _without_repeats(found: list[Attribution]) -> list[Attribution]:
    """Attributions less those whose content is the very same as an earlier one's, or part of what the same cue reports."""
    seen: set[tuple[bool, tuple[Span, ...]]] = set()
    whole: dict[Span | None, Attribution] = {}
    kept = []
    for attribution in found:
        key = (attribution.cited_by is not None, tuple(attribution.fragments))  # a source says what the report says
        alone = attribution.cue is None or attribution.cited_by is not None
        longer = attribution if alone else whole.setdefault(attribution.cue, attribution)
        if key in seen or (longer is not attribution and attribution.end <= longer.end):
            continue
        seen.add(key)
        kept.append(attribution)
    return kept
