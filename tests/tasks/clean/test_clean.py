"""Pages as people paste them: head, body and junk."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Article, Document, Reject
from tasks.clean import clean
from tasks.clean.head import dateline_date

PAGE = """Dam holds after night of rain | The Valley Mail

Menu
Sport
World

Dam holds after night of rain

Engineers say the wall is safe, but three villages stay empty

By Ann Lee and Bo Ek
3 May 2020, 14:05 GMT
Share

NORTHTOWN (VM) — The dam above Northtown held through a night of heavy rain, engineers said on Sunday morning.

Sign up for our newsletter

What happens next?

Three villages will stay empty until the water falls by two metres, the water board said in a statement.

·  Two roads are open to trucks and buses, the police said.

Читайте также

“Nobody goes home before we have looked at every stone,” said Mara Voss, who leads the water board of the valley.

More from The Valley Mail
Mayor resigns
Ten best picnic spots
© 2020 The Valley Mail. All rights reserved.
"""


def cleaned(text: str) -> Article:
    article = clean(Document("made.txt", "text", text, ""))
    assert isinstance(article, Article)
    return article


def test_head_of_a_page() -> None:
    article = cleaned(PAGE)
    assert article.title == "Dam holds after night of rain"
    assert article.subtitle == "Engineers say the wall is safe, but three villages stay empty"
    assert article.authors == ("Ann Lee", "Bo Ek")
    assert article.dateline == "NORTHTOWN (VM)"
    assert article.publisher == "The Valley Mail"
    assert article.language == "en"
    assert article.published is not None
    assert article.published.instant is not None
    assert article.published.instant.isoformat() == "2020-05-03T14:05:00+00:00"


def test_junk_is_marked_and_never_cut() -> None:
    article = cleaned(PAGE)
    assert article.text == PAGE
    kinds = {PAGE[line.start : line.end]: line.kind for line in article.lines}
    assert kinds["What happens next?"] == "heading"
    assert kinds["·  Two roads are open to trucks and buses, the police said."] == "list_item"
    for junk in ("Menu", "Share", "Sign up for our newsletter", "Читайте также", "More from The Valley Mail", "Mayor resigns"):
        assert kinds[junk] == "junk", junk
    assert [PAGE[line.start : line.end].split()[0] for line in article.body] == ["NORTHTOWN", "What", "Three", "·", "“Nobody"]


def test_no_date_author_or_title_is_invented() -> None:
    article = cleaned(
        "The river rose on 3 May 2019 and fell again, said Ann Lee, who lives by the old bridge near the mill.\nIt was the third flood in ten years, and the worst that anybody in the town could remember."
    )
    assert (article.title, article.authors, article.published, article.publisher) == (None, (), None, None)


def test_a_page_without_a_story_is_rejected() -> None:
    result = clean(Document("made.txt", "text", "Home\nMenu\nLog in", ""))
    assert isinstance(result, Reject)
    assert (result.stage, result.error_type) == ("clean", "NoStory")


@pytest.mark.parametrize(
    ("seed", "title", "authors", "day"),
    [
        ("000", "Ultimatums, counteroffers", (), "2021-12-30"),
        ("001", "‘We are at a moment", ("Andrew Feinberg",), "2021-12-29"),
        ("002", "President Joe Biden Will Speak", (), None),
        ("003", "Before the Ukraine discussions", (), None),
        ("004", None, (), None),
    ],
)
def test_seeds(seed: str, title: str | None, authors: tuple[str, ...], day: str | None) -> None:
    (path,) = (Path(__file__).parents[3] / "seeds").glob(f"{seed}_*.txt")
    article = cleaned(path.read_text(encoding="utf-8"))
    assert article.title is None if title is None else str(article.title).startswith(title)
    assert article.authors == authors
    assert (str(article.published.day) if article.published else None) == day


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_is_cleaned_or_rejected(text: str) -> None:
    result = clean(Document("made.txt", "text", text, ""))
    if isinstance(result, Article):
        assert result.text == text
        ends = [0, *(line.end for line in result.lines)]
        for line, previous in zip(result.lines, ends, strict=False):
            assert previous <= line.start < line.end <= len(text)
            assert text[line.start : line.end].strip()


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("BUCHAREST, Romania — Nov. 10, 2019 — The police fired tear gas.", date(2019, 11, 10)),
        ("LONDON, Nov 10, 2019 (Reuters) - The court ruled.", date(2019, 11, 10)),
        ("WASHINGTON (AP) — The House voted on Nov. 10, 2019 to adjourn.", None),
        ("PARIS — On Nov. 10, 2019 — the day of the march — it rained.", None),
        ("The police fired tear gas — Nov. 10, 2019 — at the crowd.", None),
    ],
)
def test_the_date_of_a_dateline(start: str, day: date | None) -> None:
    found = dateline_date(start)
    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "中国外交部发言人星期一在北京表示，中国坚决反对任何形式的单边制裁。发言人还表示，双方将继续就贸易问题进行磋商。\n\n分析人士认为，谈判可能持续数月之久。",
            "zh",
        ),
        (
            "قالت وزارة الخارجية يوم الاثنين إن المحادثات ستستمر حتى نهاية الشهر؟\n\nوأضافت الوزارة أن الوفد سيغادر العاصمة يوم الخميس المقبل.",
            "ar",
        ),
    ],
)
def test_other_scripts_are_read(text: str, language: str) -> None:
    article = clean(Document("made.txt", "text", text, ""))
    assert isinstance(article, Article)
    assert (article.language, article.document.text) == (language, text)
