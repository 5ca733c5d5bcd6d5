"""Pages derived from the models: docs/data-dictionary.md and docs/schemas/*.json. `make docs` writes them, a test compares them."""

import json
from pathlib import Path

from schemas.columns import columns_of
from schemas.rows import TABLES
from warehouse.arrow import duckdb_type

DOCS = Path(__file__).parents[1] / "docs"


def pages() -> dict[str, str]:
    """Text of every derived page, by its path below docs/."""
    made = {
        f"schemas/{table}.json": json.dumps(model.model_json_schema(), indent=1, sort_keys=True) + "\n" for table, model in TABLES.items()
    }
    made["data-dictionary.md"] = _dictionary()
    return made


def _dictionary() -> str:
    lines = [
        "# Data dictionary",
        "",
        "Made from `schemas/rows.py` by `make docs`; do not edit. Offsets are Unicode code points into `articles.text`, end exclusive:",
        "`substring(text, start_char + 1, end_char - start_char)` is the string stored beside them. Unknown is NULL.",
        "",
        "Views on top of these tables: `quotes_in_context`, `who_said_what`, `timeline`, `events`, `event_conflicts`, `conflicts`,",
        "`wordings`, `spellings`, `corroboration`, `statements`; macros: `said_by('name')`, `quotes_about('words')`, `events_of('name')`. `entities` has one row per",
        "entity over all articles; `entity_sightings` one per entity and article. Ids of entities in `quotes`, `event_actors` and",
        "`entity_mentions` are those after linking; `landed_quotes` and so on have the rows as they were landed.",
    ]
    for table, model in TABLES.items():
        lines += [
            "",
            f"## {table}",
            "",
            " ".join((model.__doc__ or "").split()),
            "",
            "| column | type | NULL | meaning |",
            "|---|---|---|---|",
        ]
        for column in columns_of(model):
            values = (
                f" One of: {', '.join(column.values)}." if column.values and not all(v in column.description for v in column.values) else ""
            )
            lines.append(
                f"| `{column.name}` | `{duckdb_type(column.type)}` | {'yes' if column.nullable else ''} | {column.description}.{values} |"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every derived page."""
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
