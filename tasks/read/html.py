"""Web pages: the main text by trafilatura; what is stated about it by JSON-LD first, then meta tags, then the page's own marks."""

import hashlib
import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml.etree import ParserError
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from schemas.records import Document, Reject, Values
from tasks.read.source import Opened, rejected

ARTICLES = re.compile(r"Article|BlogPosting|LiveBlog|Report", re.IGNORECASE)  # types of schema.org
PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "pubdate",
    "publishdate", "publish-date", "article.published", "sailthru.date", "dc.date.issued", "dcterms.created", "date",
)  # fmt: skip
NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[\w.’'-]+){1,4}")
NO_NAME = re.compile(
    r"\b(?:staff|desk|editors?|newsroom|agency|agencies|reporter|correspondents?|team|press|news|by|admin)\b", re.IGNORECASE
)


def read_page(opened: Opened) -> Iterator[Document | Reject]:
    """The article of a page."""
    data = opened.whole()
    yield data if isinstance(data, Reject) else read_html(opened.uri, data, opened.stated.get("url"), opened.stated)


def read_html(uri: str, data: bytes, url: str | None = None, stated: Values | None = None) -> Document | Reject:
    """The article of a page; a Reject (stage read) for a page without one. `stated` is metadata that the page itself cannot know.

    The Document's text is trafilatura's main text, unchanged; its `metadata` say so (`main_text`).
    """
    if not data.strip():
        return rejected(uri, "EmptyFile", "the file is empty: fetch the page again")
    try:
        tree = trafilatura.load_html(data)
        text = trafilatura.extract(tree, include_comments=False) if tree is not None else None
        tree = trafilatura.load_html(data)  # extraction has pruned the tree
    except Exception as error:  # noqa: BLE001 - whatever a parser makes of a hostile page costs no other
        return rejected(uri, "InvalidHTML", f"no page that can be parsed ({type(error).__name__}: {str(error)[:120]}): fetch it again")
    if tree is None or not text or not text.strip():
        return rejected(
            uri, "NoArticle", "no main text found on the page: is it a list, a log-in or an error page? Save the article itself"
        )
    try:
        found = metadata_of(tree, url)
    except Exception:  # noqa: BLE001 - the text stands without it
        found = {}
    metadata = found | (stated or {}) | {"main_text": True}
    canonical = metadata.pop("url", None)
    return Document(uri, "html", text, hashlib.sha256(data).hexdigest(), url or canonical, metadata)


def metadata_of(tree: HtmlElement, url: str | None = None) -> Values:
    """Title, published (as stated, with its zone where one is), authors, publisher and url of a page, as far as it states them.

    Where no tag states a date, trafilatura's guess of the day is given as `published_inferred`.
    """
    meta = _meta_tags(tree)
    article = next(_linked_data(tree), {})
    known = extract_metadata(tree, url)
    published = next(
        (
            v
            for v in (
                _text(article.get("datePublished")),
                *(meta.get(name) for name in PUBLISHED_META),
                *tree.xpath('//time[@pubdate or contains(@itemprop, "datePublished")]/@datetime'),
            )
            if v and re.search(r"\d", v)
        ),
        None,
    )
    found: Values = {
        "title": _text(article.get("headline")) or meta.get("og:title") or (known.title if known else None),
        "published": published,
        "publisher": _name(article.get("publisher")) or meta.get("og:site_name") or (known.sitename if known else None),
        "authors": _authors(article.get("author")) or _people([meta.get("author") or meta.get("article:author") or ""]),
        "url": next(iter(tree.xpath('//link[@rel="canonical"]/@href')), None) or meta.get("og:url"),
    }
    if published is None and known is not None and known.date:
        found["published_inferred"] = known.date
    return {name: _clean(value) for name, value in found.items() if value}


def fragment_text(fragment: str) -> str:
    """The text of a piece of HTML, its blocks a line each; what holds no tags is only unescaped."""
    if "<" not in fragment:
        return entities.unescape(fragment).strip()
    broken = re.sub(r"(?i)<(?:br|/p|/div|/li|/h\d|/blockquote|/tr)\b[^>]*>", "\n", fragment)
    try:
        tree = trafilatura.load_html(f"<html><body><div>{broken}</div></body></html>")
    except (ParserError, ValueError):
        return ""
    if tree is None:
        return ""
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        if name and tag.get("content").strip():
            found.setdefault(name, tag.get("content").strip())
    return found


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Articles of the page's JSON-LD, those with a date of publication first."""
    things: list[dict[str, Any]] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]/text()'):
        try:
            things += _things(json.loads(script.strip().removesuffix(";"), strict=False))
        except (ValueError, RecursionError):
            continue
    articles = [t for t in things if ARTICLES.search(str(t.get("@type")))]
    yield from sorted(articles, key=lambda t: not t.get("datePublished"))


def _things(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The objects of JSON-LD: a list, a @graph, or what a page is about."""
    if depth > 4:
        return []
    if isinstance(value, list):
        return [thing for item in value[:100] for thing in _things(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    inner = [value[key] for key in ("@graph", "mainEntity", "itemListElement") if isinstance(value.get(key), dict | list)]
    return [value, *(thing for item in inner for thing in _things(item, depth + 1))]


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _text(value: Any) -> str | None:
    value = _first(value)
    return entities.unescape(value).strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    value = _first(value)
    return _text(value.get("name") if isinstance(value, dict) else value)


def _authors(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return _people([v.get("name") if isinstance(v, dict) and "Organization" not in str(v.get("@type")) else v for v in values])


def _people(values: list[Any]) -> list[str]:
    """Those that are surely names of people: better none than a desk, an address or a job."""
    found = []
    for value in values:
        for piece in re.split(r",| and |;|\|", value if isinstance(value, str) else ""):
            name = " ".join(entities.unescape(piece).removeprefix("By ").split())
            if NAME.fullmatch(name) and name[0].isupper() and not NO_NAME.search(name) and len(name) < 60 and name not in found:
                found.append(name)
    return found


def _clean(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
