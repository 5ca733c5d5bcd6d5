"""Deployments on a schedule, run by this process until it is stopped."""

from typing import Any

from prefect import serve as prefect_serve

from flows.inbox import feeds, inbox, maintenance
from schemas.settings import Settings


def serve(settings: Settings, *, every: int, feeds_every: int, upkeep: str) -> None:
    """Run the deployments `inbox/watch`, `feeds/fetch` (where the setting names feeds) and `maintenance/nightly`; schedules outlive the process."""
    warehouse = {"warehouse": str(settings.warehouse.absolute())}
    settings.inbox.mkdir(parents=True, exist_ok=True)
    deployments: list[Any] = [
        inbox.to_deployment("watch", interval=every, parameters={**warehouse, "folder": str(settings.inbox.absolute())}),
        maintenance.to_deployment("nightly", cron=upkeep, parameters=warehouse),
    ]
    if settings.feeds is not None:
        deployments.append(feeds.to_deployment("fetch", interval=feeds_every, parameters=warehouse))
    prefect_serve(*deployments, pause_on_shutdown=False, limit=2)
