"""Quoted stretches, balanced or not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.extract.quotes.marks import find_quoted, quoted_mask

CASES = [
    ("“We are ready,” she said.", ["We are ready,"]),
    ('"We are ready," she said.', ["We are ready,"]),
    ("''We are ready,'' she said.", ["We are ready,"]),
    ("«We are ready», she said.", ["We are ready"]),
    ("‘We’re ready,’ she said of the allies’ plan.", ["We’re ready,"]),
    ("'We're ready,' she said.", ["We're ready,"]),
    ("“He told me ‘go home’ twice,” she said.", ["He told me ‘go home’ twice,", "go home"]),
    ("“It is done.” But the rest is still to come, as we all know.”", ["It is done.” But the rest is still to come, as we all know."]),
    ("The pipe is 6\" wide and the allies' plan isn't new.", []),
]


@pytest.mark.parametrize(("text", "inner"), CASES)
def test_find_quoted(text: str, inner: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quoted(text, [(0, len(text))])] == inner


def test_a_quote_over_paragraphs_goes_on() -> None:
    text = "“One two three.\n“Four five six.”"
    first, second = find_quoted(text, [(0, 15), (16, len(text))])
    assert first.continues
    assert not second.continues


@example('"“”')  # empty marks inside marks
@given(st.text(alphabet="ab .,\n“”\"'‘’«»„`", max_size=200))
def test_marks_never_raise_and_slice_back(text: str) -> None:
    spans = find_quoted(text, [(0, len(text))] if text else [])
    for span in spans:
        assert 0 <= span.start <= span.inner_start < span.inner_end <= span.end <= len(text)
    assert len(quoted_mask(len(text), spans)) == len(text)
