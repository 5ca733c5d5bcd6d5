"""The manifest: which files and batches make up a snapshot. `manifest.json` is the one commit point of the warehouse."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from packaging.version import InvalidVersion, Version
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from warehouse.durable import replace_text
from warehouse.errors import DamagedManifest, NewerFormat, NotAWarehouse

FORMAT = 1
Standing = Literal["new", "same", "newer", "older"]


class DataFile(BaseModel):
    """One immutable Parquet file: its table, its path below the warehouse, and the batches whose rows it holds."""

    model_config = ConfigDict(frozen=True)

    table: str
    path: str
    rows: int
    batches: tuple[str, ...]


class BatchVersion(BaseModel):
    """Which code wrote a batch."""

    model_config = ConfigDict(frozen=True)

    pipeline_version: str
    extractor: str
    extractor_version: str

    def standing_against(self, landed: "BatchVersion | None") -> Standing:
        """How this version compares with the one that landed; another extractor, model or lexicon (which the local part of the version
        names, behind a plus sign) counts as newer, since a user chose it."""
        if landed is None:
            return "new"
        if self == landed:
            return "same"
        mine = (_version(self.pipeline_version), _version(_version(self.extractor_version).public))
        theirs = (_version(landed.pipeline_version), _version(_version(landed.extractor_version).public))
        if self.extractor != landed.extractor:
            return "older" if mine[0] < theirs[0] else "newer"
        return "older" if mine < theirs else "newer"


class Manifest(BaseModel):
    """One snapshot: number, time of the commit (UTC), files and batches."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    snapshot: int = 0
    committed_at: datetime | None = None
    batches: dict[str, BatchVersion] = Field(default_factory=dict)
    files: tuple[DataFile, ...] = ()

    def files_of(self, table: str) -> tuple[DataFile, ...]:
        return tuple(f for f in self.files if f.table == table)


def manifest_path(root: Path) -> Path:
    return root / "manifest.json"


def read_manifest(root: Path) -> Manifest:
    """The newest committed manifest; raises NotAWarehouse where none was ever committed."""
    return parse_manifest(root, manifest_path(root))


def parse_manifest(root: Path, path: Path) -> Manifest:
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise NotAWarehouse(root) from None
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError:
        raise DamagedManifest(path) from None
    if manifest.format > FORMAT:
        raise NewerFormat(root, manifest.format, FORMAT)
    return manifest


def write_manifest(path: Path, manifest: Manifest) -> None:
    replace_text(path, manifest.model_dump_json(indent=1))


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")
