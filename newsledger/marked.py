"""An article's text with what was found in it, for a terminal."""

import duckdb
from rich.text import Text

STYLES = {"junk": "dim strike", "quote": "green", "speaker": "bold cyan", "cue": "yellow", "event": "bold magenta"}


def marked_text(connection: duckdb.DuckDBPyConnection, article: str) -> Text:
    """The text of one article with junk struck out, quotes green, speakers cyan, cues yellow, event triggers magenta with type and status.

    `article` is an id, or part of a source_uri or title; raises ValueError when it means none or several.
    """
    found = connection.execute(
        "SELECT article_id, source_uri, text, marked_spans, count(*) OVER () FROM articles WHERE article_id = $1 OR contains(source_uri, $1) OR contains(lower(title), lower($1)) ORDER BY 1 LIMIT 6",
        [article],
    ).fetchall()
    if len(found) != 1:
        names = (
            ", ".join(f"{i} ({uri})" for i, uri, *_ in found[:5]) + (" …" if len(found) > 5 else "")
            or "none: see 'newsledger sql \"select article_id, title from articles\"'"
        )
        raise ValueError(f"{article!r} means {found[0][-1] if found else 0} articles: {names}")
    article_id, uri, text, spans, _ = found[0]
    marked = Text(text)
    for span in spans:
        if span["kind"] == "junk":
            marked.stylize(STYLES["junk"], span["start_char"], span["end_char"])
    for style, query in (
        ("quote", "SELECT f.start_char, f.end_char FROM (SELECT unnest(fragments) AS f FROM quotes WHERE article_id = $1)"),
        ("speaker", "SELECT speaker_start, speaker_end FROM quotes WHERE article_id = $1 AND speaker_start IS NOT NULL"),
        ("cue", "SELECT cue_start, cue_end FROM quotes WHERE article_id = $1 AND cue_start IS NOT NULL"),
    ):
        for start, end in connection.execute(query, [article_id]).fetchall():
            marked.stylize(STYLES[style], start, end)
    events = connection.execute(
        "SELECT trigger_start, trigger_end, event_type, status FROM event_mentions WHERE article_id = $1 ORDER BY trigger_start",
        [article_id],
    ).fetchall()
    for start, end, _, _ in events:
        marked.stylize(STYLES["event"], start, end)
    pieces = []
    position = 0
    for _, end, event_type, status in events:
        pieces += [marked[position:end], Text(f"[{event_type} {status}]", style="magenta")]
        position = end
    pieces.append(marked[position:])
    return Text.assemble(Text(f"{article_id}  {uri}\n\n", style="bold"), *pieces)
