"""What linking reads from the warehouse, and how its tables are written: a commit of its own, after the batch has landed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from schemas.rows import LINKS, TABLES
from warehouse.arrow import arrow_table
from warehouse.landing import commit, committing, file_relation, next_manifest, scalar, sync_files, write_sorted
from warehouse.manifest import DataFile, Manifest

Values = dict[str, Any]


class LinkedArticle(NamedTuple):
    """An article as linking has left it."""

    article_id: str
    day: date | None
    terms: dict[str, float]
    story: str
    duplicate_of: str | None
    similarity: float | None


class PlacedArticle(NamedTuple):
    """An article by its day, the day it is taken to be of, and its story."""

    article_id: str
    day: date | None
    inferred_day: date | None
    story: str


class LandedRows:
    """The rows of one snapshot, by the questions that linking asks."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._db = connection

    def unlinked(self) -> list[str]:
        """Articles without a link row."""
        return [
            r[0]
            for r in self._db.execute("SELECT article_id FROM articles ANTI JOIN article_links USING (article_id) ORDER BY 1").fetchall()
        ]

    def placed(self) -> list[PlacedArticle]:
        """Every article that is linked."""
        query = "SELECT article_id, day, inferred_day, story_article FROM article_links SEMI JOIN articles USING (article_id)"
        return [PlacedArticle(*row) for row in self._db.execute(query).fetchall()]

    def linked(self, first: date | None, last: date | None) -> list[LinkedArticle]:
        """The linked articles from `first` to `last` (None: of all time) and without a day, with the whole of their stories and the
        originals and copies of them."""
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE near AS SELECT article_id, story_article, coalesce(duplicate_of, article_id) AS original "
            "FROM article_links SEMI JOIN articles USING (article_id) WHERE $1::DATE IS NULL OR day IS NULL OR day BETWEEN $1 AND $2",
            [first, last],
        )
        while scalar(
            self._db,
            "INSERT INTO near SELECT article_id, story_article, coalesce(duplicate_of, article_id) FROM article_links "
            "SEMI JOIN articles USING (article_id) ANTI JOIN near USING (article_id) WHERE story_article IN (SELECT story_article FROM near) "
            "OR coalesce(duplicate_of, article_id) IN (SELECT original FROM near)",
        ):
            pass
        return self.linked_of([r[0] for r in self._db.execute("SELECT article_id FROM near").fetchall()])

    def linked_of(self, ids: Iterable[str]) -> list[LinkedArticle]:
        """The linked articles of these ids."""
        query = (
            "SELECT article_id, day, terms, story_article, duplicate_of, similarity FROM article_links SEMI JOIN asked USING (article_id)"
        )
        return [LinkedArticle(a, d, {t["term"]: t["weight"] for t in terms}, s, o, x) for a, d, terms, s, o, x in self._asked(ids, query)]

    def articles(self, ids: Iterable[str]) -> list[tuple[str, date | None, str, str | None]]:
        """(article_id, day, text of the body, publisher)."""
        query = (
            "SELECT a.article_id, a.published_date, array_to_string(list_transform(a.body_spans, lambda s: "
            "substring(a.text, s.start_char + 1, s.end_char - s.start_char)), chr(10)), a.publisher "
            "FROM articles AS a SEMI JOIN asked USING (article_id) ORDER BY 1"
        )
        return self._asked(ids, query)

    def sightings(self) -> list[tuple[str, str, str, str, str | None]]:
        """(article_id, entity_id, name, kind, country)."""
        return self._db.execute("SELECT article_id, entity_id, name, kind, country FROM entities ORDER BY 1, 2").fetchall()

    def canonical(self) -> dict[tuple[str, str], str]:
        """(article_id, entity_id) → canonical_id."""
        return {(a, e): c for a, e, c in self._db.execute("SELECT article_id, entity_id, canonical_id FROM entity_links").fetchall()}

    def mentions(self, ids: Iterable[str]) -> list[Values]:
        """Event mentions with `sources` and `targets` (those who take part together are both sources), and the `date_words` up to the date."""
        query = (
            "SELECT m.mention_id, m.article_id, m.event_type, m.mode, m.trigger_text, m.trigger_start, m.status, m.date_start, m.date_end, m.date_text, "
            "m.place_country, substring(a.text, greatest(m.date_text_start - 90, 0) + 1, least(m.date_text_start, 90) + length(m.date_text)) AS date_words, "
            "coalesce(list(x.entity_id) FILTER (x.role <> 'target'), []) AS sources, "
            "coalesce(list(x.entity_id) FILTER (x.role = 'target'), []) AS targets "
            "FROM event_mentions AS m SEMI JOIN asked USING (article_id) JOIN articles AS a USING (article_id) LEFT JOIN event_actors AS x USING (mention_id) GROUP BY ALL ORDER BY 1"
        )
        return self._named(ids, query)

    def quotes(self, ids: Iterable[str]) -> list[Values]:
        """Quotes of speech with a speaker: quote_id, article_id, speaker_id and the words said."""
        query = (
            "SELECT q.quote_id, q.article_id, q.speaker_id, array_to_string(list_transform(q.fragments, lambda f: "
            "substring(a.text, f.start_char + 1, f.end_char - f.start_char)), ' ') AS words "
            "FROM quotes AS q SEMI JOIN asked USING (article_id) JOIN articles AS a USING (article_id) "
            "WHERE q.speaker_id IS NOT NULL AND q.cue_class = 'speech' ORDER BY 1"
        )
        return self._named(ids, query)

    def _asked(self, ids: Iterable[str], query: str) -> list[Any]:
        self._db.execute("CREATE OR REPLACE TEMP TABLE asked (article_id VARCHAR)")
        wanted = sorted(set(ids))
        if wanted:
            self._db.execute("INSERT INTO asked SELECT unnest($1::VARCHAR[])", [wanted])
        return self._db.execute(query).fetchall()

    def _named(self, ids: Iterable[str], query: str) -> list[Values]:
        rows = self._asked(ids, query)
        names = [d[0] for d in self._db.description or []]
        return [dict(zip(names, row, strict=True)) for row in rows]


@contextmanager
def linking(root: Path) -> Iterator[tuple[LandedRows, "Writer"]]:
    """Landed rows of the newest snapshot and a writer of links, under the landing lock; what is written is committed at the end."""
    with committing(root) as manifest, duckdb.connect() as connection:
        for table, model in TABLES.items():
            files = manifest.files_of(table)
            relation = file_relation(root, model, files) if files else _empty(root, table)
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {relation}")
        writer = Writer(root, manifest, connection)
        yield LandedRows(connection), writer
        writer.commit()


def _empty(root: Path, table: str) -> str:
    relation = file_relation(root, TABLES[table], [])
    return relation[: relation.index(" UNION ALL")] + ")"


class Writer:
    """Writes link tables: some rows are kept from the snapshot before, the rest is new."""

    def __init__(self, root: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection) -> None:
        self._root, self._manifest, self._db = root, manifest, connection
        self._written: list[DataFile] = []
        self._changed = False

    def write(self, rows: Mapping[str, Sequence[Values]], replaced: Sequence[str]) -> None:
        """Write the rows of articles in `article_links`, all of `entity_links`, and those of the articles `replaced` in the others."""
        self._changed = True
        self._db.execute("CREATE OR REPLACE TEMP TABLE redone (article_id VARCHAR)")
        if replaced:
            self._db.execute("INSERT INTO redone SELECT unnest($1::VARCHAR[])", [list(replaced)])
        for table in LINKS:
            model = TABLES[table]
            self._db.register("incoming", arrow_table(model, [{**row, "batch_id": ""} for row in rows.get(table, ())]))
            over = {"article_links": "incoming", "entity_links": None}.get(table, "redone")
            kept = f" UNION ALL BY NAME SELECT * FROM {table} ANTI JOIN {over} USING (article_id) SEMI JOIN articles USING (article_id)"
            if over is None:
                kept = ""
            self._db.execute(
                f"CREATE OR REPLACE TEMP TABLE made AS SELECT * FROM (SELECT i.* REPLACE (a.batch_id AS batch_id) FROM incoming AS i "
                f"JOIN articles AS a USING (article_id){kept})"
            )
            batches = [r[0] for r in self._db.execute("SELECT DISTINCT batch_id FROM made ORDER BY 1").fetchall()]
            self._db.unregister("incoming")
            if scalar(self._db, "SELECT count(*) FROM made"):
                file = write_sorted(self._db, self._root, model, "links", "made", batches)
                if file:
                    self._written.append(file)

    def commit(self) -> None:
        """Make what was written the newest snapshot; nothing happens where nothing was."""
        if not self._changed:
            return
        kept = [f for f in self._manifest.files if f.table not in LINKS]
        sync_files(self._root, self._written)
        commit(self._root, next_manifest(self._manifest, [*kept, *self._written], self._manifest.batches))
