"""Saved RSS and Atom feeds: an article per entry. What a feed only summarises is marked as a summary."""

import hashlib
import re
from collections.abc import Iterator

import feedparser

from schemas.records import Document, Reject, Values
from tasks.read.html import fragment_text
from tasks.read.source import Opened, rejected


def read_feed(opened: Opened) -> Iterator[Document | Reject]:
    """A Document per entry of a feed; a Reject for an entry without words, and for what is no feed or declares entities."""
    uri, data = opened.uri, opened.whole()
    if isinstance(data, Reject):
        yield data
        return
    if re.search(rb"<!ENTITY", data[:100_000]):
        yield rejected(uri, "EntityBomb", "the feed declares XML entities, which no feed needs: it is not read; check where it comes from")
        return
    parsed = feedparser.parse(data, sanitize_html=False)
    if not parsed.entries:
        problem = str(parsed.get("bozo_exception", "it has no entries"))[:160]
        yield rejected(uri, "EmptyFeed", f"no entries ({problem}): fetch the feed again")
        return
    for number, entry in enumerate(parsed.entries, 1):
        where = f"{uri}#{number}"
        full = max((fragment_text(c.get("value") or "") for c in entry.get("content", [])), key=len, default="")
        summary = fragment_text(entry.get("summary") or "")
        text = full if len(full) > len(summary) else summary
        if not text:
            yield rejected(where, "NoText", "an entry without words: fetch the page it links to", link=entry.get("link"))
            continue
        metadata: Values = {
            "title": fragment_text(entry.get("title") or ""),
            "published": entry.get("published") or (entry.get("updated") if "updated" in entry else None),  # asking for it alone warns
            "publisher": fragment_text(parsed.feed.get("title") or ""),
            "authors": [a["name"] for a in entry.get("authors", []) if a.get("name")],
            "body_basis": "full" if text is full else "summary",
            "fetched_at": opened.stated.get("fetched_at"),
            "main_text": True,
        }
        whole = hashlib.sha256(f"{entry.get('link')}\0{metadata['title']}\0{text}".encode()).hexdigest()
        yield Document(where, "feed", text, whole, entry.get("link"), {k: v for k, v in metadata.items() if v})
    if parsed.bozo and not isinstance(parsed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        problem = str(parsed.get("bozo_exception"))[:160]
        yield rejected(
            uri, "BrokenFeed", f"broken XML ({problem}): what could be read is read; fetch the feed again", entries=len(parsed.entries)
        )
