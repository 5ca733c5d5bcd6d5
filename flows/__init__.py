"""Prefect flows. Importing this package sets Prefect's defaults first: no telemetry, quiet logs and exits, patience with a
cold server."""

import atexit
import multiprocessing
import os
import sys


def quiet_end() -> None:
    """Silence stderr once all else is done: DuckDB's bindings (nanobind) report objects that Prefect's threads still hold at exit."""
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


if multiprocessing.parent_process() is not None or "PREFECT__FLOW_RUN_ID" in os.environ:  # a worker, or a run that a worker has started
    atexit.register(quiet_end)

_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "DASK_LOGGING__DISTRIBUTED": "error",
}
if "PREFECT_API_URL" not in os.environ:  # a temporary server for one run needs none of what keeps a standing one in order
    _IDLE = (
        "SCHEDULER", "LATE_RUNS", "FOREMAN", "PAUSE_EXPIRATIONS", "CANCELLATION_CLEANUP", "REPOSSESSOR", "TRIGGERS", "CLEANUP_RECONCILER",
        "EVENT_PERSISTER",
    )  # fmt: skip
    _DEFAULTS |= {f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _IDLE}
for _name, _value in _DEFAULTS.items():
    os.environ.setdefault(_name, _value)
