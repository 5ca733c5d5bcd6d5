"""What linking reads from the warehouse, and how its tables are written: a commit of its own, after the batch has landed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from schemas.records import LinkedArticle, Lookup, Sighting, Values
from schemas.rows import LINKS, TABLES
from warehouse.arrow import arrow_table
from warehouse.landing import commit, committing, fetch_values, file_relation, next_manifest, sync_files, write_sorted
from warehouse.manifest import DataFile, Manifest


class LandedRows:
    """The rows of one snapshot, by the questions that linking asks (`tasks.link.linking.Landed` says what each returns)."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._db = connection

    def unlinked(self) -> list[str]:
        """Articles without a link row."""
        return self._first("SELECT article_id FROM articles ANTI JOIN article_links USING (article_id) ORDER BY 1")

    def articles(self, ids: Iterable[str]) -> list[tuple[str, date | None, str]]:
        """(article_id, day, text of the body)."""
        query = (
            "SELECT a.article_id, a.published_date, array_to_string(list_transform(a.body_spans, lambda s: "
            "substring(a.text, s.start_char + 1, s.end_char - s.start_char)), chr(10)) FROM articles AS a SEMI JOIN asked USING (article_id) ORDER BY 1"
        )
        return self._asked(ids, query)

    def linked(self, ids: Iterable[str]) -> list[LinkedArticle]:
        """The linked articles of these ids."""
        query = (
            "SELECT article_id, day, inferred_day, story_article, duplicate_of, similarity, terms, bands "
            "FROM article_links SEMI JOIN asked USING (article_id) ORDER BY 1"
        )
        return [
            LinkedArticle(name, day, inferred, story, original, similarity, {t["term"]: t["weight"] for t in terms}, bands)
            for name, day, inferred, story, original, similarity, terms, bands in self._asked(ids, query)
        ]

    def sharing_terms(self, asked: Iterable[Lookup], top: int, shared: int, days: int) -> list[str]:
        """Linked articles that share terms with one of those asked for."""
        terms = f"unnest(list_transform(terms[1:{top}], lambda t: t.term))"
        return self._sharing(asked, "VARCHAR", terms, shared, days)

    def sharing_bands(self, asked: Iterable[Lookup], days: int) -> list[str]:
        """Linked articles that share a band with one of those asked for."""
        return self._sharing(asked, "INTEGER", "unnest(bands)", 1, days)

    def _sharing(self, asked: Iterable[Lookup], kind: str, items: str, shared: int, days: int) -> list[str]:
        """Linked articles at most `days` from one asked for (or where a day is unknown) that have `shared` items in common with it."""
        rows = [(article, day, item) for article, day, its in asked for item in its]
        if not rows:
            return []
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE wanted (article_id VARCHAR, day DATE, item {kind})")
        names, dates, values = (list(column) for column in zip(*rows, strict=True))
        self._db.execute(
            f"INSERT INTO wanted SELECT unnest($1::VARCHAR[]), unnest($2::DATE[]), unnest($3::{kind}[])", [names, dates, values]
        )
        return self._first(
            f"WITH around AS (SELECT min(day) - {days} AS first, max(day) + {days} AS last, count(*) > count(day) AS anywhen FROM wanted), "
            f"near AS (SELECT article_id, day, {items} AS item FROM article_links "
            "WHERE day IS NULL OR (SELECT anywhen FROM around) OR day BETWEEN (SELECT first FROM around) AND (SELECT last FROM around)), "
            "pairs AS (SELECT n.article_id FROM near AS n JOIN wanted AS w USING (item) "
            f"WHERE n.day IS NULL OR w.day IS NULL OR abs(n.day - w.day) <= {days} "
            f"GROUP BY n.article_id, w.article_id HAVING count(*) >= {shared}) SELECT DISTINCT article_id FROM pairs ORDER BY 1"
        )

    def copies(self, ids: Iterable[str]) -> list[str]:
        """Linked articles that are copies of one original with one of these."""
        query = (
            "WITH originals AS (SELECT coalesce(duplicate_of, article_id) AS original FROM article_links SEMI JOIN asked USING (article_id)) "
            "SELECT article_id FROM article_links WHERE coalesce(duplicate_of, article_id) IN (SELECT original FROM originals) ORDER BY 1"
        )
        self._ask(ids)
        return self._first(query)

    def members(self, stories: Iterable[str]) -> list[str]:
        """The linked articles of stories."""
        query = "SELECT l.article_id FROM article_links AS l SEMI JOIN asked ON asked.article_id = l.story_article ORDER BY 1"
        self._ask(stories)
        return self._first(query)

    def stories_showing(self, entities: Iterable[str]) -> list[str]:
        """The stories whose linked articles show one of these entities."""
        query = (
            "SELECT DISTINCT story_article FROM article_links JOIN entity_links AS e USING (article_id) "
            "SEMI JOIN asked ON asked.article_id = e.entity_id ORDER BY 1"
        )
        self._ask(entities)
        return self._first(query)

    def sightings(self, ids: Iterable[str]) -> list[Sighting]:
        """Every entity in each of these articles."""
        query = (
            "SELECT e.article_id, e.entity_id, e.name, e.kind, e.country, l.named_id FROM entities AS e SEMI JOIN asked USING (article_id) "
            "LEFT JOIN entity_links AS l USING (article_id, entity_id) ORDER BY 1, 2"
        )
        return [Sighting(*row) for row in self._asked(ids, query)]

    def first_sightings(self, entities: Iterable[str], keys: Iterable[str]) -> list[Sighting]:
        """One sighting of each of these entities, of those that share a key with them, and of all that are one with these."""
        self._ask(keys)
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE alike AS WITH keyed AS (SELECT DISTINCT entity_id, named_id, unnest(keys) AS key FROM entity_links) "
            "SELECT DISTINCT named_id FROM keyed SEMI JOIN asked ON asked.article_id = keyed.key"
        )
        self._ask(entities)
        query = (
            "WITH one AS (SELECT named_id FROM alike UNION SELECT named_id FROM entity_links SEMI JOIN asked ON asked.article_id = entity_id), "
            "wanted AS (SELECT article_id AS entity_id FROM asked UNION SELECT entity_id FROM entity_links SEMI JOIN one USING (named_id)), "
            "known AS (SELECT entity_id, any_value(named_id) AS named_id FROM entity_links SEMI JOIN wanted USING (entity_id) GROUP BY ALL) "
            "SELECT min(e.article_id), e.entity_id, arg_min(e.name, e.article_id), arg_min(e.kind, e.article_id), "
            "arg_min(coalesce(e.country, ''), e.article_id), any_value(k.named_id) "
            "FROM entities AS e SEMI JOIN wanted USING (entity_id) LEFT JOIN known AS k USING (entity_id) GROUP BY e.entity_id ORDER BY 2"
        )
        return [Sighting(a, e, name, kind, country or None, one) for a, e, name, kind, country, one in self._db.execute(query).fetchall()]

    def mentions(self, ids: Iterable[str]) -> list[Values]:
        """Event mentions with `sources` and `targets` (those who take part together are both sources; none that is
        implicit), and the `date_words` up to the date."""
        query = (
            "SELECT m.mention_id, m.article_id, m.event_type, m.mode, m.trigger_text, m.trigger_start, m.status, m.date_start, m.date_end, m.date_text, "
            "m.place_country, substring(a.text, greatest(m.date_text_start - 90, 0) + 1, least(m.date_text_start, 90) + length(m.date_text)) AS date_words, "
            "coalesce(list(x.entity_id) FILTER (x.role <> 'target'), []) AS sources, "
            "coalesce(list(x.entity_id) FILTER (x.role = 'target'), []) AS targets "
            "FROM event_mentions AS m SEMI JOIN asked USING (article_id) JOIN articles AS a USING (article_id) LEFT JOIN event_actors AS x ON x.mention_id = m.mention_id AND x.basis <> 'implicit' GROUP BY ALL ORDER BY 1"
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

    def _first(self, query: str) -> list[str]:
        return [r[0] for r in self._db.execute(query).fetchall()]

    def _ask(self, ids: Iterable[str]) -> None:
        self._db.execute("CREATE OR REPLACE TEMP TABLE asked (article_id VARCHAR)")
        if wanted := sorted(set(ids)):
            self._db.execute("INSERT INTO asked SELECT unnest($1::VARCHAR[])", [wanted])

    def _asked(self, ids: Iterable[str], query: str) -> list[Any]:
        self._ask(ids)
        return self._db.execute(query).fetchall()

    def _named(self, ids: Iterable[str], query: str) -> list[Values]:
        self._ask(ids)
        return fetch_values(self._db.execute(query))


@contextmanager
def linking(root: Path, *, anew: bool = False) -> Iterator[tuple[LandedRows, "Writer"]]:
    """Landed rows of the newest snapshot and a writer of links, under the landing lock; what is written is committed at the end.

    With `anew` nothing is linked yet, and the links that were there are replaced.
    """
    with committing(root) as manifest, duckdb.connect() as connection:
        if anew:
            manifest = manifest.model_copy(update={"files": tuple(f for f in manifest.files if f.table not in LINKS)})
        for table, model in TABLES.items():
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {file_relation(root, model, manifest.files_of(table))}")
        writer = Writer(root, manifest, connection)
        yield LandedRows(connection), writer
        writer.commit()


class Writer:
    """Writes link tables: files that hold nothing of what was linked anew are kept as they are, the rest is written as one new file."""

    def __init__(self, root: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection) -> None:
        self._root, self._manifest, self._db = root, manifest, connection
        self._written: list[DataFile] = []
        self._replaced: set[str] = set()  # paths
        self._changed = False

    def write(self, rows: Mapping[str, Sequence[Values]], replaced: Sequence[str]) -> None:
        """Write link tables: rows in `article_links` replace those of the same articles, rows of the others those of `replaced`."""
        self._changed = True
        self._db.execute("CREATE OR REPLACE TEMP TABLE redone (article_id VARCHAR)")
        if replaced:
            self._db.execute("INSERT INTO redone SELECT unnest($1::VARCHAR[])", [list(replaced)])
        for table in LINKS:
            model, files = TABLES[table], self._manifest.files_of(table)
            self._db.register("incoming", arrow_table(model, [{**row, "batch_id": ""} for row in rows.get(table, ())]))
            over = "incoming" if table == "article_links" else "redone"
            touched = self._holding(files, over)
            self._replaced.update(f.path for f in touched)
            self._db.execute(
                "CREATE OR REPLACE TEMP TABLE made AS SELECT i.* REPLACE (a.batch_id AS batch_id) FROM incoming AS i "
                "JOIN articles AS a USING (article_id) UNION ALL BY NAME "
                f"SELECT * FROM {file_relation(self._root, model, touched)} ANTI JOIN {over} USING (article_id)"
            )
            self._db.unregister("incoming")
            batches = [r[0] for r in self._db.execute("SELECT DISTINCT batch_id FROM made ORDER BY 1").fetchall()]
            if file := write_sorted(self._db, self._root, model, "links", "made", batches):
                self._written.append(file)

    def _holding(self, files: Sequence[DataFile], articles: str) -> list[DataFile]:
        """Those files that hold rows of the articles of a relation."""
        if not files:
            return []
        paths = [str(self._root / f.path) for f in files]
        query = (
            f"SELECT DISTINCT filename FROM read_parquet($1, filename = true, union_by_name = true) SEMI JOIN {articles} USING (article_id)"
        )
        found = {r[0] for r in self._db.execute(query, [paths]).fetchall()}
        return [file for file, path in zip(files, paths, strict=True) if path in found]

    def commit(self) -> None:
        """Make what was written the newest snapshot; nothing happens where nothing was."""
        if not self._changed:
            return
        kept = [f for f in self._manifest.files if f.path not in self._replaced]
        sync_files(self._root, self._written)
        commit(self._root, next_manifest(self._manifest, [*kept, *self._written], self._manifest.batches))
