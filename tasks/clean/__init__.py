"""From a Document to an Article: every line marked, the body told from the junk, the metadata that the page states."""

from dataclasses import replace

import py3langid

from schemas.records import Article, Document, Line, Published, Reject
from schemas.vocabulary import SpanKind
from tasks.clean.head import Head, dateline_date, read_head, split_dateline
from tasks.clean.layout import Row, block_junk, body_stretch, rows_of
from tasks.clean.published import published_in
from tasks.clean.publisher import find_publisher


def clean(document: Document) -> Article | Reject:
    """The article in a document; a Reject (stage clean) when no line of it reads as a sentence. The text is never changed."""
    rows = rows_of(document.text)
    if document.metadata.get("main_text"):
        return _stated(document, rows)
    first, last = body_stretch(rows)
    if first == last:
        return _no_story(document, rows)
    head = read_head(rows, first, last)
    lines = _mark(rows, head, last)
    body = "\n".join(document.text[line.start : line.end] for line in lines if line.kind in ("paragraph", "list_item"))
    opening = next((line for line in lines if line.kind == "paragraph"), None)
    start = document.text[opening.start : opening.end] if opening else ""
    dateline = split_dateline(start)
    return Article(
        document=document,
        lines=lines,
        title=document.metadata.get("title") or head.title,
        subtitle=head.subtitle,
        section=head.section,
        authors=head.authors or tuple(document.metadata.get("authors", ())),
        dateline=dateline or head.place,
        publisher=document.metadata.get("publisher") or head.publisher or find_publisher(rows),
        published=_first_dated(published_in(document.metadata.get("published")), head.published, dateline_date(start)),
        language=language_of(body),
    )


def _first_dated(*found: Published | None) -> Published | None:
    """The first that names a day; where none does, the first whose words are known."""
    stated = [p for p in found if p is not None]
    return next((p for p in stated if p.day is not None), next(iter(stated), None))


def _no_story(document: Document, rows: list[Row]) -> Reject:
    return Reject(
        document.source_uri,
        "clean",
        "NoStory",
        f"{document.source_uri}: no line reads as a sentence of a story: is this a list of links, a caption, or not prose? Check the file",
        {"characters": len(document.text), "lines": len(rows)},
    )


def _stated(document: Document, rows: list[Row]) -> Article | Reject:
    """The article of a text whose body was told from the page around it by a reader, which states the rest: nothing of it is junk."""
    if not any(row.sentence for row in rows):
        return _no_story(document, rows)
    title = document.metadata.get("title")
    kinds: list[SpanKind] = [
        "title"
        if n < 3 and row.text == title
        else "list_item"
        if row.bullet
        else "paragraph"
        if row.sentence or row.words >= 16
        else "heading"
        for n, row in enumerate(rows)
    ]
    opening = next((row.text for row, kind in zip(rows, kinds, strict=True) if kind == "paragraph"), "")
    guess = published_in(document.metadata.get("published_inferred"))
    published = _first_dated(published_in(document.metadata.get("published")), replace(guess, basis="inferred") if guess else None)
    return Article(
        document=document,
        lines=tuple(Line(row.start, row.end, kind) for row, kind in zip(rows, kinds, strict=True)),
        title=title,
        subtitle=None,
        section=None,
        authors=tuple(document.metadata.get("authors", ())),
        dateline=split_dateline(opening),
        publisher=document.metadata.get("publisher"),
        published=published,
        language=language_of(document.text),
    )


def language_of(text: str) -> str | None:
    """ISO 639-1 code of a text's language, None for fewer than 20 letters."""
    if sum(c.isalpha() for c in text[:400]) < 20:
        return None
    code, _ = py3langid.classify(text[:3000])
    return str(code)


def _mark(rows: list[Row], head: Head, last: int) -> tuple[Line, ...]:
    """Every row with its kind; what is neither head nor body is junk, with the rule that says so."""
    inside = block_junk(rows, head.body_first, last)
    lines = []
    for index, row in enumerate(rows):
        if index in head.kinds:
            lines.append(Line(row.start, row.end, head.kinds[index]))
        elif row.junk == "caption" and head.body_first - 8 <= index < last:
            lines.append(Line(row.start, row.end, "caption"))
        elif row.junk or index < head.body_first or index >= last:
            lines.append(Line(row.start, row.end, "junk", row.junk or ("before_body" if index < head.body_first else "after_body")))
        elif index in inside:
            lines.append(Line(row.start, row.end, "junk", inside[index]))
        elif row.bullet:
            lines.append(Line(row.start, row.end, "list_item"))
        elif row.text.endswith("?") and row.words <= 20 and row.gap and not _quoted(row.text):
            lines.append(Line(row.start, row.end, "heading"))
        elif row.sentence or row.words >= 16 or row.text.endswith((":", ",")):
            lines.append(Line(row.start, row.end, "paragraph"))
        else:
            lines.append(Line(row.start, row.end, "heading"))
    return tuple(lines)


def _quoted(text: str) -> bool:
    return text[0] in "“\"'‘«„"
