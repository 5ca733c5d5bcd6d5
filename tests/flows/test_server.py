"""The Prefect API of a command: the user's, or a temporary server."""

import subprocess
import sys

import httpx
import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.server import prefect_api


def test_users_api_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "false")  # a server would not start
    with temporary_settings({PREFECT_API_URL: "http://prefect.invalid/api"}), prefect_api():
        assert PREFECT_API_URL.value() == "http://prefect.invalid/api"


def test_temporary_server_answers_and_is_forgotten() -> None:
    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        with prefect_api():
            assert httpx.get(f"{PREFECT_API_URL.value()}/health", trust_env=False).json() is True
        assert PREFECT_API_URL.value() is None


def test_server_that_does_not_start_is_an_error_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "false")
    with temporary_settings(restore_defaults={PREFECT_API_URL}), pytest.raises(OSError, match="--direct"), prefect_api():
        pass


def test_the_temporary_server_ends_with_who_started_it() -> None:
    """Whatever ends that process, a signal too, closes the pipe."""
    server = subprocess.Popen([sys.executable, "-m", "flows.temporary_api", "0"], stdin=subprocess.PIPE)
    assert server.stdin is not None
    server.stdin.close()
    assert server.wait(timeout=60) == 0
