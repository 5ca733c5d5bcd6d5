"""`newsledger evaluate …`: every measure as a command."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsledger.printing import errors, print_rows, print_scores
from schemas.settings import Settings

if TYPE_CHECKING:
    from tasks.extract import Extractor

evaluate = typer.Typer(no_args_is_help=True, help="Measure a stage on annotated data of yours.")
DocsOption = Annotated[Path, typer.Option("--docs", help="JSONL with doc_id and text, or a folder of <doc_id>.txt.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


@evaluate.command("articles")
def evaluate_articles(
    gold: Annotated[Path, typer.Argument(help="JSONL of annotated pages or articles.")],
    texts: Annotated[Path | None, typer.Option("--texts", help="Folder of the texts, for a gold file of offsets.")] = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score reading and cleaning: bodies, titles, dates, authors, junk lines.

    Example: `newsledger evaluate articles tests/gold/pages.jsonl`
    """
    from newsledger.evaluate.articles import evaluate_articles as measure
    from newsledger.evaluate.articles import score_rows

    print_rows(["measure", "value"], score_rows(measure(gold, texts)), "json" if as_json else "table")


@evaluate.command("quotes")
def evaluate_quotes(
    docs: DocsOption,
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated quotes (tests/gold/README.md has the format).")],
    as_json: JsonOption = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the scores as JSON to a file too.")] = None,
    debug: DebugOption = False,
) -> None:
    """Score quotes: what was found, exactly and by half, who spoke, and who that is, by kind of quote.

    The whole pipeline runs on the texts, with the extractor of the settings.

    Example: `newsledger evaluate quotes --docs tests/gold/articles --gold tests/gold/articles-quotes.jsonl`
    """
    from newsledger.evaluate.quotes import MEASURES, as_rows
    from newsledger.evaluate.quotes import evaluate_quotes as measure

    scores = measure(docs, gold, _extractor())
    if out is not None:
        out.write_text(json.dumps([asdict(s) for s in scores], indent=1) + "\n", encoding="utf-8")
    if as_json:
        print_scores(scores, as_json)
    else:
        print_rows(["kind", "gold", "found", *MEASURES], as_rows(scores), "table")


@evaluate.command("timex")
def evaluate_timex(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of texts with document_date and timex spans (docs/extraction.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score the time tagger: spans (strict, relaxed), TIMEX3 types and values, and its speed.

    Example: `newsledger evaluate timex --gold timex.jsonl`
    """
    from newsledger.evaluate.timex import evaluate_timex as measure

    scores, speed = measure(gold)
    print_scores(scores, as_json)
    errors.print(f"{speed:.0f} kchar per CPU-second", highlight=False)


@evaluate.command("types")
def evaluate_types(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of sentences with source, target and plover_root (docs/extraction.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score event types: the PLOVER root of what a given source does to a given target.

    Example: `newsledger evaluate types --gold plv.jsonl`
    """
    from newsledger.evaluate.types import evaluate_types as measure

    print_scores(measure(gold, Settings().model), as_json)


@evaluate.command("factuality")
def evaluate_factuality(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of tokens with events (docs/extraction.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score how far texts commit to events: mean absolute error and Pearson's r on −3 … 3, the event's token given.

    Example: `newsledger evaluate factuality --gold factuality.jsonl`
    """
    from newsledger.evaluate.factuality import evaluate_factuality as measure

    print_scores([measure(gold, Settings().model)], as_json)


@evaluate.command("events")
def evaluate_events(
    docs: DocsOption,
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated events (tests/gold/README.md has the format).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score events: trigger, type and actors found, and status, date, place and quote of those found.

    The whole pipeline runs on the texts, with the extractor of the settings.

    Example: `newsledger evaluate events --docs tests/gold/articles --gold tests/gold/articles-events.jsonl`
    """
    from newsledger.evaluate.events import evaluate_events as measure

    print_scores(measure(docs, gold, _extractor()), as_json)


@evaluate.command("references")
def evaluate_references(
    docs: DocsOption,
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated phrases (tests/gold/README.md has the format).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score whom descriptions and pronouns mean: "the suspect", "the company", "he".

    Example: `newsledger evaluate references --docs wikinews.jsonl --gold tests/gold/wikinews-dev-references.jsonl`
    """
    from newsledger.evaluate.references import evaluate_references as measure

    print_scores(measure(docs, gold, _extractor()), as_json)


@evaluate.command("linking")
def evaluate_linking(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated events with real_world_event_id (docs/linking.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score the linking of gold event mentions: pairwise and B³ against the real-world events they tell.

    Example: `newsledger evaluate linking --gold events.jsonl`
    """
    from newsledger.evaluate.linking import evaluate_linking as measure

    print_scores(measure(gold), as_json)


@evaluate.command("coreference")
def evaluate_coreference(
    docs: Annotated[Path, typer.Option("--docs", help="JSONL of tokenised documents (ECB+ in the Cybulska setup).")],
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of event mentions with coref_chain.")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score coreference of gold event mentions over predicted clusters of documents: MUC, B³, CEAF-e and their mean.

    Example: `newsledger evaluate coreference --docs ecb_docs.jsonl --gold ecb_mentions.jsonl`
    """
    from newsledger.evaluate.linking import evaluate_coreference as measure

    print_scores(measure(docs, gold), as_json)


def _extractor() -> "Extractor":
    """The extractor of the settings."""
    from tasks.process import extractor_for

    current = Settings()
    return extractor_for(current.extractor, current.model)
