"""Settings: one model, read from the environment (NEWSLEDGER_…), `.env`, then `newsledger.toml`."""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

ALIKE = 0.85  # from which likeness on a variable is taken for a slip of the pen


class Settings(BaseSettings):
    """How newsledger runs. `newsledger settings` prints the values in force."""

    model_config = SettingsConfigDict(env_prefix="NEWSLEDGER_", env_file=".env", toml_file="newsledger.toml", extra="ignore")

    warehouse: Path = Field(Path("warehouse/data"), description="folder of the warehouse")
    extractor: str = Field("rules", description="extractor to use: rules, or package.module:factory of your own")
    model: str = Field("", description="spaCy pipeline for the rules extractor; empty: an installed en_core_web_* or the pinned one")
    chunk_size: int = Field(128, ge=1, le=1024, description="articles per task")
    max_bytes: int = Field(10_000_000, ge=1_000, description="largest input file, in bytes")
    task_runner: Literal["threads", "processes", "dask", "ray"] = Field(
        "threads", description="where chunks are extracted: threads (this process), processes, or a dask or ray cluster"
    )
    workers: int = Field(1, ge=1, le=256, description="chunks extracted at a time, by as many processes where task_runner is processes")
    cluster: str = Field("", description="address of a running dask or ray cluster; empty: one on this machine")
    inbox: Path = Field(Path("inbox"), description="folder that `newsledger serve` watches")
    feeds: Path | None = Field(None, description="file of feed URLs, one a line, that `newsledger serve` fetches")
    private_hosts: bool = Field(False, description="let feeds be fetched from private and loopback addresses")
    aliases: Path | None = Field(None, description="CSV of your decisions on names: name,entity,decision (same or different)")
    keep_snapshots: int = Field(20, ge=1, description="snapshots kept for queries of the past, at least")
    keep_days: float = Field(7, ge=0, description="days a snapshot is kept, at least")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        prefix = str(cls.model_config.get("env_prefix", ""))
        told = {name.removeprefix(prefix).lower(): name for name in os.environ if name.startswith(prefix)}
        slips = {name: as_set for name, as_set in told.items() if get_close_matches(name, cls.model_fields, 1, ALIKE)}
        _refuse_unknown(slips, "the environment")  # what is like no setting may be another program's
        return init_settings, env_settings, dotenv_settings, _TomlFile(settings_cls)


class _TomlFile(TomlConfigSettingsSource):
    """newsledger.toml; what is wrong in it is told with its name."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        try:
            found = tomllib.loads(file_path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{file_path}: {error}") from error
        _refuse_unknown({name: name for name in found}, str(file_path))
        return found


def _refuse_unknown(names: Mapping[str, str], where: str) -> None:
    """Raise ValueError for the first name (with its spelling in the source) that is no setting's, for a slip of the pen would be passed
    over else."""
    for name, written in names.items():
        if name not in Settings.model_fields:
            near = get_close_matches(name, Settings.model_fields, 1)
            meant = f": is {near[0]} meant?" if near else ": see 'newsledger settings'"
            raise ValueError(f"{where}: no setting is called {written}{meant}")


def settings_for(warehouse: Path | str | None) -> Settings:
    """The settings in force, with another warehouse folder where one is given."""
    return Settings(warehouse=Path(warehouse)) if warehouse else Settings()
