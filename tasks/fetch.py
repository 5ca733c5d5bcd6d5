"""Pages and feeds by URL: politely, safely, and once. What is fetched is kept as a file, with its URL and time beside it."""

import hashlib
import ipaddress
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies
from urllib.robotparser import RobotFileParser

import httpx

from schemas.records import Reject, Values, stable_id
from tasks.read import SIDECAR
from tasks.read.source import rejected

AGENT = "newsledger"
PAUSE = 1.0  # seconds between two requests to one host, at least; robots.txt may ask for more
HANGING = 20.0  # seconds without a byte
DEADLINE = 60.0  # seconds for one answer
REDIRECTS = 5
ATTEMPTS = 3  # for what passes by: a host that is busy or cannot be reached
ROBOTS = 500_000  # bytes
MOVED = frozenset({301, 302, 303, 307, 308})
PASSES_BY = frozenset({408, 425, 429, 500, 502, 503, 504})
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/feed+json": ".json",
    "text/plain": ".txt",
}


class Refused(Exception):
    """A request that is not made, or an answer that is not taken: error type and what to do."""

    def __init__(self, error_type: str, message: str) -> None:
        super().__init__(message)
        self.error_type = error_type


class Fetcher:
    """Fetches into `folder`; `private` lets private and loopback addresses be asked. Use it as a context."""

    def __init__(
        self, folder: Path, *, max_bytes: int = 10_000_000, private: bool = False, pause: float = PAUSE, deadline: float = DEADLINE
    ) -> None:
        self.folder, self.max_bytes, self.private, self.pause, self.deadline = folder, max_bytes, private, pause, deadline
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}  # host → when

    @cached_property
    def _client(self) -> httpx.Client:
        return httpx.Client(headers={"User-Agent": AGENT}, timeout=min(HANGING, self.deadline), follow_redirects=False)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        if "_client" in self.__dict__:
            self._client.close()

    def fetch(self, url: str) -> Path | Reject:
        """The file that holds what a URL gives; the one that is kept where the host says that nothing has changed.

        A host that is busy or does not answer is asked again, twice, with growing pauses.
        Never raises for what a host does: a Reject (stage read) says what went wrong.
        """
        state = self._state(url)
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(self.pause * 4**attempt)  # 4, then 16 seconds
            try:
                return self._fetch(url, state)
            except Refused as error:
                reject = rejected(url, error.error_type, str(error))
                if error.error_type != "Unavailable":
                    break
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                reject = rejected(url, "Unreachable", f"{type(error).__name__}: {str(error)[:160]}: check the address, or try again later")
                if not isinstance(error, httpx.TransportError):
                    break
        return reject

    def _fetch(self, url: str, state: Values) -> Path:
        known: Path | None = self.folder / str(state["file"]) if state.get("file") else None
        headers = {}
        if known is not None and known.exists():
            headers = {
                name: state[key] for name, key in (("If-None-Match", "etag"), ("If-Modified-Since", "last_modified")) if state.get(key)
            }
        with self._follow(url, headers) as (final, response):
            if response.status_code == 304 and known is not None:
                return known
            if response.status_code in PASSES_BY:
                raise Refused("Unavailable", f"the host answers {response.status_code}: it is tried again at the next run")
            if not response.is_success:
                raise Refused("HTTPStatus", f"the host answers {response.status_code}: check the address")
            return self._keep(url, final, response, self._body(response, self.max_bytes))

    @contextmanager
    def _follow(self, url: str, headers: dict[str, str], *, robots: bool = False) -> Iterator[tuple[str, httpx.Response]]:
        """The address that a URL leads to and its answer, each address on the way checked; `robots` for robots.txt itself."""
        for _ in range(REDIRECTS + 1):
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise Refused("UnsafeURL", "not an http or https address: it is not fetched")
            if not self.private:
                _all_public({str(info[4][0]) for info in socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)})
            if not robots and not self._robots_of(url).can_fetch(AGENT, url):
                raise Refused("RobotsDisallow", "robots.txt of the host does not allow it: ask the publisher, or leave it out")
            with self._answer(url, headers) as response:
                if response.status_code not in MOVED or "location" not in response.headers:
                    yield url, response
                    return
                url = urljoin(url, response.headers["location"])
        raise Refused("TooManyRedirects", f"more than {REDIRECTS} redirects: check the address")

    def _robots_of(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            rules = RobotFileParser()
            with self._follow(origin + "/robots.txt", {}, robots=True) as (_, response):
                if response.status_code in PASSES_BY:
                    raise Refused("Unavailable", f"robots.txt answers {response.status_code}: it is tried again at the next run")
                text = self._body(response, ROBOTS) if response.is_success else b""
            rules.parse(text.decode("utf-8", "replace").splitlines())
            self._robots[origin] = rules
        return self._robots[origin]

    @contextmanager
    def _answer(self, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer to one request, its body not read yet; waits until the host may be asked again."""
        host = urlsplit(url).netloc
        rules = self._robots.get(f"{urlsplit(url).scheme}://{host}")
        pause = max(self.pause, float(rules.crawl_delay(AGENT) or 0) if rules else 0)
        time.sleep(max(0.0, self._asked.get(host, -pause) + min(pause, HANGING) - time.monotonic()))
        self._asked[host] = time.monotonic()
        with self._client.stream("GET", url, headers=headers) as response:
            stream = response.extensions.get("network_stream")
            peer = stream.get_extra_info("server_addr") if stream is not None else None
            if peer is not None and not self.private and not getproxies():
                _all_public({str(peer[0])})  # the name may lead elsewhere than when it was checked
            yield response

    def _body(self, response: httpx.Response, limit: int) -> bytes:
        data = bytearray()
        until = time.monotonic() + self.deadline
        for piece in response.iter_bytes():
            data += piece
            if len(data) > limit:
                raise Refused("TooLarge", f"more than {limit:,} bytes: raise NEWSLEDGER_MAX_BYTES if it is an article")
            if time.monotonic() > until:
                raise Refused("TooSlow", f"the host took more than {self.deadline:.0f} s: it is tried again at the next run")
        return bytes(data)

    def _keep(self, url: str, final: str, response: httpx.Response, data: bytes) -> Path:
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        suffix = SUFFIXES.get(kind, ".xml" if "xml" in kind else ".html")
        digest = hashlib.sha256(data).hexdigest()
        host = (urlsplit(url).hostname or "host").replace(":", "_")
        path = self.folder / host / f"{stable_id(url)}-{digest[:12]}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            told = {"url": final, "asked": url, "fetched_at": datetime.now(UTC).isoformat(timespec="seconds")}
            _write(path.with_name(SIDECAR.format(path.name)), json.dumps(told).encode())
            _write(path, data)
        state = {
            "file": str(path.relative_to(self.folder)),
            "etag": response.headers.get("etag"),
            "last_modified": response.headers.get("last-modified"),
        }
        _write(self._state_path(url), json.dumps(state).encode())
        return path

    def _state_path(self, url: str) -> Path:
        return self.folder / ".state" / f"{stable_id(url)}.json"

    def _state(self, url: str) -> Values:
        try:
            state = json.loads(self._state_path(url).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}


def _all_public(addresses: set[str]) -> None:
    for address in addresses:
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise Refused("PrivateAddress", f"{address} is no public address: set NEWSLEDGER_PRIVATE_HOSTS=true if it is yours")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.write_bytes(data)
    os.replace(draft, path)
