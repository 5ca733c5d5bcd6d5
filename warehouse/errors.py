"""Errors of the warehouse. Each message says what is wrong and what to do next."""

from pathlib import Path


class WarehouseError(Exception):
    """Something about the warehouse folder stops the work; nothing landed was touched."""


class NotAWarehouse(WarehouseError):
    """The folder holds no warehouse yet."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{root} holds no warehouse yet: run 'newsledger ingest PATH --warehouse {root}' first")


class CannotWrite(WarehouseError):
    """The file system refused a write: full, read-only, or not allowed."""

    def __init__(self, root: Path, cause: BaseException) -> None:
        super().__init__(
            f"cannot write to the warehouse {root}: {cause}. Nothing was landed and what is there is intact; "
            "free space or name another folder with --warehouse, then run the same command again"
        )


class UnknownSnapshot(WarehouseError):
    """The snapshot asked for is not kept."""

    def __init__(self, snapshot: int, kept: list[int]) -> None:
        super().__init__(f"snapshot {snapshot} is not kept; kept are {', '.join(map(str, kept)) or 'none'} (see 'newsledger status')")


class NewerFormat(WarehouseError):
    """A later newsledger wrote this warehouse."""

    def __init__(self, root: Path, found: int, known: int) -> None:
        super().__init__(f"{root} is in format {found}, this newsledger reads up to {known}: upgrade newsledger")


class DamagedManifest(WarehouseError):
    """A manifest is not what newsledger wrote."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is damaged: copy the one of the newest folder in {path.parent / 'catalog'} over it")


class Locked(WarehouseError):
    """Another landing has held the lock for too long."""

    def __init__(self, root: Path, seconds: float) -> None:
        super().__init__(f"another landing has held {root} for {seconds:.0f} s: wait for it to end, or stop it, and run this again")
