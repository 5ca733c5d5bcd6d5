"""A Prefect API for the runs of one command, where the user has none."""

import atexit
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS,
    get_current_settings,
    temporary_settings,
)


@contextmanager
def prefect_api() -> Iterator[None]:
    """The user's Prefect API where one is set; else a temporary server in a process of its own, which ends
    with this one: Prefect's threads still tell it of events then.

    Prefect would start such a server too, but loads all of it into this process first, which costs more than the runs' own bookkeeping.
    Raises OSError when the server does not come up.
    """
    if PREFECT_API_URL.value():
        yield
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        **get_current_settings().to_environment_variables(exclude_unset=True),
        "PREFECT__SERVER_EPHEMERAL": "1",  # without a user interface and the services of a standing server
        "PREFECT__SERVER_FINAL": "1",
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # our flows use no blocks; registering them loads every Prefect extra there is
    }
    server = subprocess.Popen(
        [sys.executable, "-P", str(Path(__file__).with_name("temporary_api.py")), str(port)],  # not `-m`: the user may have a `flows`
        env=environment,
        stdin=subprocess.PIPE,  # the server ends when this end of the pipe closes, however this process ends
        start_new_session=True,  # Ctrl-C is for this process; Prefect still tells the server of its end
    )
    atexit.register(_stop, server)
    url = f"http://127.0.0.1:{port}/api"
    _wait(server, url, PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS.value())
    with temporary_settings({PREFECT_API_URL: url}):
        yield


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    server.wait()


def _wait(server: "subprocess.Popen[bytes]", url: str, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and server.poll() is None:
        try:
            if httpx.get(f"{url}/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise OSError("a temporary Prefect server did not start; set PREFECT_API_URL to one of yours, or run with --direct")
