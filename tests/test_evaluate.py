"""Measuring: a page that is read right scores 1, and a missing gold set is named."""

from pathlib import Path

import pytest

from newsledger.evaluate.articles import evaluate_articles

GOLD = Path(__file__).parent / "gold" / "pages.jsonl"
SHARED = Path(__file__).parents[2] / "shared" / "gold"


def test_a_page_read_right_scores_one() -> None:
    scores = evaluate_articles(GOLD)
    assert (scores.body_f1, scores.title_right, scores.date_right, scores.author_precision) == (1.0, 1.0, 1.0, 1.0)


def test_pages_in_html_lose_nothing_to_trafilatura_and_keep_their_instants() -> None:
    scores = evaluate_articles(GOLD.with_name("html.jsonl"))
    assert scores.trafilatura_f1 is not None
    assert scores.body_f1 >= scores.trafilatura_f1 >= 0.9
    assert (scores.instant_right, scores.date_right, scores.author_precision, scores.invented_dates) == (1.0, 1.0, 1.0, 0)


def test_quality_floor_on_annotated_pages() -> None:
    pages = SHARED / "articles" / "pasted_pages.jsonl"
    if not pages.exists():
        pytest.skip("the annotated pages are not on this machine")
    scores = evaluate_articles(pages)
    assert scores.body_f1 >= 0.92
    assert scores.title_right is not None
    assert scores.title_right >= 0.85
    assert (scores.invented_dates, scores.invented_authors) == (0, 0)
