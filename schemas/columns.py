"""Columns of a row model in neutral terms, so that Arrow, DuckDB and the docs derive from one reading of the model."""

import types
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel

ATOMS: dict[Any, str] = {
    str: "text",
    int: "int32",
    float: "double",
    bool: "boolean",
    date: "date",
    datetime: "instant",
    AwareDatetime: "instant",
}


@dataclass(frozen=True, slots=True)
class ColumnType:
    """`name` is text, int32, int64, double, boolean, date, instant, list or struct; `inner` the parts of the last two."""

    name: str
    inner: tuple["Column", ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type, whether NULL may stand in it, what it means, and the closed list of its values if it has one."""

    name: str
    type: ColumnType
    nullable: bool
    description: str
    values: tuple[str, ...] = ()


@cache
def columns_of(model: type[BaseModel]) -> tuple[Column, ...]:
    """Columns of a pydantic model in field order; raises TypeError for a field type that no table can hold."""
    columns = []
    for name, field in model.model_fields.items():
        bits = (field.json_schema_extra or {}).get("bits") if isinstance(field.json_schema_extra, dict) else None
        column_type, nullable, values = _read(field.annotation)
        if bits == 64:
            column_type = ColumnType("int64")
        columns.append(Column(name, column_type, nullable, field.description or "", values))
    return tuple(sorted(columns, key=lambda c: c.name == "batch_id"))  # batch_id, inherited, goes last


def _read(annotation: Any) -> tuple[ColumnType, bool, tuple[str, ...]]:
    """(type, nullable, closed values) of an annotation."""
    if annotation in ATOMS:
        return ColumnType(ATOMS[annotation]), False, ()
    origin = get_origin(annotation)
    if origin is Annotated:
        return _read(get_args(annotation)[0])
    if origin is Literal:
        return ColumnType("text"), False, get_args(annotation)
    if origin in (Union, types.UnionType):
        (inner,) = [a for a in get_args(annotation) if a is not types.NoneType]
        column_type, _, values = _read(inner)
        return column_type, True, values
    if origin is list:
        (item,) = get_args(annotation)
        item_type, nullable, values = _read(item)
        return ColumnType("list", (Column("item", item_type, nullable, "", values),)), False, ()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return ColumnType("struct", columns_of(annotation)), False, ()
    raise TypeError(f"no table column can hold {annotation!r}")
