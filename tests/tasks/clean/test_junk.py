"""Every rule of junk.toml matches its example and leaves its counter-example."""

import pytest

from tasks.clean.junk import JunkRule, junk_name, junk_rules


@pytest.mark.parametrize("rule", junk_rules(), ids=lambda r: r.name)
def test_rule_matches_its_example_and_keeps_prose(rule: JunkRule) -> None:
    assert rule.pattern.fullmatch(rule.example)
    assert not rule.pattern.fullmatch(rule.keep)
    assert junk_name(rule.keep) is None


def test_long_lines_are_never_junk_by_rule() -> None:
    assert junk_name("Subscribe to our newsletter. " * 30) is None
