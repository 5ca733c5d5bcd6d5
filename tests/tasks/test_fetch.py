"""Fetching: polite, safe, within limits, and once. Against a server of the test's own on this machine."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from flows.ingest import ingest_direct
from schemas.records import Reject
from tasks.fetch import Fetcher
from warehouse.store import ParquetStore

FEED = b"""<rss version="2.0"><channel><title>Post</title><item><title>Dam</title><link>https://post.example/dam</link>
<description>The dam above Northtown held after a night of rain, the mayor, Anna Lee, said on Monday.</description></item></channel></rss>"""


class Host(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.asked.append(self.path)
        headers: dict[str, str] = {}
        status, body = 200, b"<html><body><p>A page of words.</p></body></html>"
        if self.path == "/robots.txt":
            body = b"User-agent: *\nDisallow: /private\n"
        elif self.path == "/feed":
            status, body = (304, b"") if self.headers.get("If-None-Match") == '"1"' else (200, FEED)
            headers = {"ETag": '"1"', "Content-Type": "application/rss+xml"}
        elif self.path.startswith("/loop"):
            status, headers = 302, {"Location": "/loop" + self.path}
        elif self.path == "/moved":
            status, headers = 301, {"Location": "/page"}
        elif self.path == "/aside":
            status, headers = 302, {"Location": "file:///etc/passwd"}
        elif self.path == "/large":
            body = b"x" * 100_000
        elif self.path == "/gone":
            status = 404
        elif self.path == "/busy" or (self.path == "/soon" and self.asked.count("/soon") < 3):
            status = 503
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if self.path in ("/endless", "/hangs"):
                for _ in range(40):
                    self.wfile.write(b"<p>more</p>" if self.path == "/endless" else b"")
                    time.sleep(0.05)
            else:
                self.wfile.write(body)
        except OSError:
            pass  # the client has left


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetcher(folder: Path, *, private: bool = True) -> Fetcher:
    return Fetcher(folder, max_bytes=50_000, private=private, pause=0.0, deadline=0.5)


REFUSED = [
    ("/private/page", "RobotsDisallow"),
    ("/loop", "TooManyRedirects"),
    ("/aside", "UnsafeURL"),
    ("/large", "TooLarge"),
    ("/endless", "TooSlow"),
    ("/hangs", "Unreachable"),
    ("/gone", "HTTPStatus"),
    ("/busy", "Unavailable"),
]


@pytest.mark.parametrize(("path", "error"), REFUSED, ids=[e for _, e in REFUSED])
def test_what_is_refused_says_why(tmp_path: Path, host: str, path: str, error: str) -> None:
    with fetcher(tmp_path) as fetch:
        result = fetch.fetch(host + path)
    assert isinstance(result, Reject)
    assert (result.error_type, result.stage) == (error, "read")
    assert host in result.message
    assert ("/private/page" in Host.asked) is False


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data"]
)
def test_private_addresses_are_not_asked(tmp_path: Path, url: str) -> None:
    with fetcher(tmp_path, private=False) as fetch:
        result = fetch.fetch(url)
    assert isinstance(result, Reject)
    assert result.error_type == "PrivateAddress"


def test_a_feed_is_fetched_once_and_kept_with_its_address_and_time(tmp_path: Path, host: str) -> None:
    with fetcher(tmp_path) as fetch:
        first = fetch.fetch(host + "/feed")
        again = fetch.fetch(host + "/feed")
        moved = fetch.fetch(host + "/moved")
    assert isinstance(first, Path)
    assert again == first
    assert first.read_bytes() == FEED
    assert isinstance(moved, Path)
    assert host + "/page" in moved.with_name(f".{moved.name}.source.json").read_text()


def test_a_host_that_is_busy_is_asked_again(tmp_path: Path, host: str) -> None:
    with fetcher(tmp_path) as fetch:
        assert isinstance(fetch.fetch(host + "/soon"), Path)
    assert Host.asked.count("/soon") == 3


def test_a_host_is_given_time_between_requests(tmp_path: Path, host: str) -> None:
    with Fetcher(tmp_path, private=True, pause=0.2) as fetch:
        started = time.monotonic()
        fetch.fetch(host + "/page")
        fetch.fetch(host + "/moved")
    assert time.monotonic() - started >= 0.6  # robots.txt, the page, its redirect and target


def test_a_live_feed_lands(tmp_path: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_PRIVATE_HOSTS", "true")
    first = ingest_direct([host + "/feed", host + "/gone"], str(tmp_path))
    assert (first.accepted_count, first.rejected_count) == (1, 1)
    assert ingest_direct([host + "/feed", host + "/gone"], str(tmp_path)).outcome == "unchanged"
    with ParquetStore(tmp_path).connect() as connection:
        row = connection.execute("SELECT url, body_basis, fetched_at IS NOT NULL, source_format FROM articles").fetchone()
    assert row == ("https://post.example/dam", "summary", True, "feed")
