"""The Prefect API of a command: the user's, or a temporary server."""

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
