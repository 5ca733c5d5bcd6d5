"""Every format by its content, alone and packed, and bad input of each: a reason for it, and the rest is read."""

import csv
import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Document, Reject
from tasks.clean import clean
from tasks.read import format_of, read_path
from tasks.read.html import fragment_text
from tasks.read.source import INFLATED

STORY = "The dam above Northtown held after a night of rain, the mayor said on Monday. “We are safe,” Anna Lee told reporters."
MORE = "Engineers opened two gates before dawn, and the river fell by half a metre within three hours, the water board said."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Dam holds | River Post</title>
<link rel="canonical" href="https://post.example/dam">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "Post"}},
 {{"@type": "NewsArticle", "headline": "Dam holds", "datePublished": "2021-12-30T17:30:00+02:00",
   "author": [{{"@type": "Person", "name": "Bo Ek"}}, {{"@type": "Organization", "name": "Post Newsroom"}}],
   "publisher": {{"@type": "Organization", "name": "River Post"}}}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Dam holds</h1><p>{STORY}</p><p>{MORE}</p></article>
<footer>All rights reserved</footer></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>River Post</title>
<item><title>Dam holds</title><link>https://post.example/dam</link><pubDate>Thu, 30 Dec 2021 15:30:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{STORY}</p><p>{MORE}</p>]]></content:encoded></item>
<item><title>Gates opened</title><link>https://post.example/gates</link><description>{MORE}</description></item></channel></rss>"""


def told(results: list[Document | Reject]) -> list[str]:
    return [r.error_type if isinstance(r, Reject) else r.text for r in results]


def read(folder: Path, name: str, data: bytes | str) -> list[Document | Reject]:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_path(folder / name))


def test_a_page_gives_its_main_text_and_what_it_states(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "page.txt", PAGE)  # chosen by content, not by name
    assert isinstance(document, Document)
    article = clean(document)
    assert not isinstance(article, Reject)
    assert article.text == f"Dam holds\n{STORY}\n{MORE}"
    assert [article.text[line.start : line.end] for line in article.body] == [STORY, MORE]
    assert (article.title, article.publisher, article.authors, document.url) == (
        "Dam holds",
        "River Post",
        ("Bo Ek",),
        "https://post.example/dam",
    )
    assert article.published is not None
    assert article.published.instant == datetime(2021, 12, 30, 15, 30, tzinfo=UTC)
    assert (article.published.day, article.published.basis) == (date(2021, 12, 30), "metadata")


def test_a_day_that_no_tag_states_is_inferred(tmp_path: Path) -> None:
    page = PAGE.replace("datePublished", "x").replace("<p>", "<p>Published on 30 December 2021. ", 1)
    (document,) = read(tmp_path, "page.html", page)
    assert isinstance(document, Document)
    article = clean(document)
    assert not isinstance(article, Reject)
    assert article.published is not None
    assert (article.published.day, article.published.instant, article.published.basis) == (date(2021, 12, 30), None, "inferred")


def test_a_feed_says_what_is_only_a_summary(tmp_path: Path) -> None:
    first, second = read(tmp_path, "feed.xml", FEED)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, second.text) == (f"{STORY}\n\n{MORE}", MORE)
    assert [d.metadata["body_basis"] for d in (first, second)] == ["full", "summary"]
    assert (first.url, first.metadata["publisher"], first.metadata["title"]) == ("https://post.example/dam", "River Post", "Dam holds")
    article = clean(first)
    assert not isinstance(article, Reject)
    assert article.published is not None
    assert article.published.instant == datetime(2021, 12, 30, 15, 30, tzinfo=UTC)


def test_an_empty_date_of_a_feed_is_none(tmp_path: Path) -> None:
    first, *_ = read(tmp_path, "feed.xml", FEED.replace("Thu, 30 Dec 2021 15:30:00 GMT", ""))
    assert isinstance(first, Document)
    assert "published" not in first.metadata


ROWS = [{"title": "Dam holds", "text": STORY, "date": "2021-12-30"}, {"title": "Gates", "text": MORE, "date": "2021-12-31"}]


def as_csv(delimiter: str) -> bytes:
    handle = io.StringIO()
    writer = csv.DictWriter(handle, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return handle.getvalue().encode()


def as_parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(
        pa.Table.from_pylist([{**row, "published_at": datetime(2021, 12, 30, 15, 30, tzinfo=UTC), "n": 1} for row in ROWS]), sink
    )
    return sink.getvalue()


def as_warc() -> bytes:
    """A page and a picture, a gzip member each, as crawlers write them."""
    packed = b""
    for url, kind, data in (
        ("https://post.example/dam", "text/html; charset=utf-8", PAGE.encode()),
        ("https://post.example/a.png", "image/png", b"x"),
    ):
        response = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
        packed += gzip.compress(head.encode() + response + b"\r\n\r\n")
    return packed


DUMPS: list[tuple[str, Callable[[], bytes]]] = [
    ("rows.csv", lambda: as_csv(",")),
    ("rows.tsv", lambda: as_csv("\t")),
    ("rows.txt", lambda: as_csv(";")),
    ("rows.parquet", as_parquet),
    ("rows.json", lambda: json.dumps({"status": "ok", "articles": ROWS}, indent=1).encode()),
    ("rows.js", lambda: json.dumps({"articles": {"results": ROWS}}).encode()),
    ("rows.dump", lambda: "\n".join(map(json.dumps, ROWS)).encode()),
]


@pytest.mark.parametrize(("name", "made"), DUMPS, ids=[n for n, _ in DUMPS])
def test_dumps_by_content_alone_and_gzipped(tmp_path: Path, name: str, made: Callable[[], bytes]) -> None:
    for packed in (False, True):
        found = read(tmp_path, name + ".gz" * packed, gzip.compress(made()) if packed else made())
        assert told(found) == [STORY, MORE]
        assert [r.metadata["title"] for r in found if isinstance(r, Document)] == ["Dam holds", "Gates"]


def test_a_crawl_gives_its_pages_with_address_and_time(tmp_path: Path) -> None:
    page, other = read(tmp_path, "crawl.warc.gz", as_warc())
    assert isinstance(page, Document)
    assert isinstance(other, Reject)
    assert (page.url, page.metadata["fetched_at"]) == ("https://post.example/dam", "2022-01-01T00:00:00+00:00")
    assert (other.error_type, other.record) == ("NoPage", {"responses": 1})
    cut = read(tmp_path, "cut.warc.gz", as_warc()[:-40])
    assert [type(r) for r in cut] == [Document, Reject]


def test_archives_are_read_member_by_member(tmp_path: Path) -> None:
    members = {
        "a.txt": STORY.encode(),
        "sub/page.html.gz": gzip.compress(PAGE.encode()),
        "../climb.txt": b"x",
        "rows.csv": as_csv(","),
        "in.zip": b"PK\x03\x04",
    }
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    expected = [STORY, f"Dam holds\n{STORY}\n{MORE}", "UnsafePath", STORY, MORE, "NestedArchive"]
    assert told(list(read_path(tmp_path / "a.zip"))) == expected
    found = list(read_path(tmp_path / "a.tar.gz"))
    assert told(found) == [*expected, "NotAFile"]
    assert found[0].source_uri.endswith("a.tar.gz!a.txt")


LINES = [json.dumps({"text": f"{STORY} {n}"}) for n in range(2000)]
TARRED = tarfile.TarInfo("a.txt")
TARRED.size = 9_000
BAD = [
    ("cut.jsonl.gz", lambda: gzip.compress("\n".join(LINES).encode())[:-2000], "Damaged"),
    ("garbled.txt.gz", lambda: gzip.compress(STORY.encode())[:20] + b"garbage" * 9, "Damaged"),
    ("bomb.txt.gz", lambda: gzip.compress(b" " * (INFLATED // 8)), "TooLarge"),
    ("cut.zip", lambda: b"PK\x03\x04" + b"x" * 400, "Damaged"),
    ("cut.tar.gz", lambda: gzip.compress(TARRED.tobuf() + random.Random(1).randbytes(9_000))[:3_000], "Damaged"),
    ("list.html", lambda: b"<html><body><nav></nav></body></html>", "NoArticle"),
    ("empty.html", lambda: b"  ", "EmptyFile"),
    ("lol.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>', "EntityBomb"),
    ("none.rss", lambda: b"<rss version='2.0'><channel><title>Nothing</title></channel></rss>", "EmptyFeed"),
    ("other.csv", lambda: b"name,age\nAnn,7\n", "NoText"),
    ("ragged.csv", lambda: b"title,text,date\nonly one\n", "InvalidCSV"),
    ("latin.csv", lambda: "title,text,date\nCafé,Café,2021\n".encode("latin-1"), "InvalidEncoding"),
    ("cut.parquet", lambda: as_parquet()[:-9], "Damaged"),
    ("cut.json", lambda: b'{"articles": [{"text": "cut', "InvalidJSON"),
    ("gdelt.json", lambda: json.dumps({"articles": [{"url": "https://a.example", "title": "t", "seendate": "20220101T000000Z"}]}).encode(), "NoBody"),
    ("photo.jpg", lambda: b"\xff\xd8\xff\xe0" * 9, "UnknownFormat"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "error"), BAD, ids=[b[0] for b in BAD])
def test_bad_input_is_a_reject_that_names_it(tmp_path: Path, name: str, made: Callable[[], bytes], error: str) -> None:
    found = read(tmp_path, name, made())
    rejects = [r for r in found if isinstance(r, Reject)]
    assert {r.error_type for r in rejects} == {error}
    assert all(name in r.message and r.stage == "read" for r in rejects)
    if name == "cut.jsonl.gz":
        assert len(found) > 100  # what comes before the cut is read


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    packed = b"".join(gzip.compress(b"\n" * 10_000_000) for _ in range(12))
    assert told(read(tmp_path, "bomb.jsonl.gz", packed)) == ["Bomb"]


def test_a_quote_that_is_never_closed_costs_only_what_it_swallows(tmp_path: Path) -> None:
    rows = as_csv(",") + b'Cut,"' + b"x" * 5_000
    (tmp_path / "rows.csv").write_bytes(rows)
    found = list(read_path(tmp_path / "rows.csv", max_bytes=2_000))
    assert told(found)[:2] == [STORY, MORE]
    assert all(isinstance(r, Reject) for r in found[2:])
    assert found[2:]


@pytest.mark.parametrize("head", [b"", b"\x00", b"{", b"[[", b'"', b"<", b"<?xml", b"\xff\xfe{", b"a,b\n", b"PK"])
def test_any_start_of_a_file_has_a_format(head: bytes) -> None:
    assert format_of(head, ".txt") == "text"


def test_text_of_a_fragment() -> None:
    assert fragment_text("<p>One &amp; two<br>three</p><script>x</script><p>four</p>") == "One & two\n\nthree\n\nfour"
    assert fragment_text("a &lt; b") == "a < b"


SAMPLES = {
    "page.html": PAGE.encode(),
    "feed.xml": FEED.encode(),
    "rows.csv": as_csv(","),
    "rows.json": json.dumps(ROWS).encode(),
    "rows.parquet": as_parquet(),
    "crawl.warc.gz": as_warc(),
    "crawl.warc": gzip.decompress(as_warc()),
    "text.gz": gzip.compress(STORY.encode()),
}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_nothing_that_is_broken_raises(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    broken = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(bytes(broken[: data.draw(st.integers(1, len(broken)))]))
    for result in read_path(path):
        assert not isinstance(result, Reject) or "fault of newsledger" not in result.message
        if isinstance(result, Document):
            clean(result)
