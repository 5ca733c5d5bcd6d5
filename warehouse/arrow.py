"""Arrow schemas and DuckDB types, derived from the row models of `schemas.rows`."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from schemas.columns import Column, ColumnType, columns_of
from schemas.rows import Row

ARROW: dict[str, pa.DataType] = {
    "text": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
}
DUCKDB: dict[str, str] = {
    "text": "VARCHAR",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "instant": "TIMESTAMP WITH TIME ZONE",
}


def arrow_schema(model: type[Row]) -> pa.Schema:
    """Arrow schema of a row model, each field with its description as metadata."""
    return pa.schema([_field(column) for column in columns_of(model)])


def arrow_table(model: type[Row], rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows (one dict each, keys as in the model) as an Arrow table; a missing key becomes NULL."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(model))


def duckdb_type(column_type: ColumnType) -> str:
    """The DuckDB name of a column type, such as STRUCT(start_char INTEGER, end_char INTEGER)[]."""
    if column_type.name == "list":
        return duckdb_type(column_type.inner[0].type) + "[]"
    if column_type.name == "struct":
        return "STRUCT(" + ", ".join(f"{c.name} {duckdb_type(c.type)}" for c in column_type.inner) + ")"
    return DUCKDB[column_type.name]


def no_rows(model: type[Row]) -> str:
    """SQL for no rows with the columns and types of a model; what is joined to it by name has NULL where it lacks one."""
    return f"SELECT {', '.join(f'NULL::{duckdb_type(c.type)} AS {c.name}' for c in columns_of(model))} WHERE false"


def _field(column: Column) -> pa.Field:
    # Nullability is checked by validation; pyarrow would accept NULL here anyway, until the Parquet writer refuses the file.
    metadata = {"description": column.description} if column.description else None
    return pa.field(column.name, _type(column.type), metadata=metadata)


def _type(column_type: ColumnType) -> pa.DataType:
    if column_type.name == "list":
        return pa.list_(_type(column_type.inner[0].type))
    if column_type.name == "struct":
        return pa.struct([_field(c) for c in column_type.inner])
    return ARROW[column_type.name]
