"""The outlet, where a page states it: in its title, its copyright line, or where it speaks of itself."""

import re
from collections.abc import Sequence

from tasks.clean.layout import Row

NAME = r"[A-Z][\w.&’'-]*(?: (?:of|the|and|&|[A-Z][\w.&’'-]*)){0,4}"
STATEMENTS = tuple(
    re.compile(form)
    for form in (
        rf"^(?:©|\(c\)|[Cc]opyright(?: ©)?)\s*(?:\(c\)\s*)?(?:(?:19|20)\d\d[–-]?(?:20\d\d)?,?\s*)?(?:by )?(?P<name>{NAME})",
        rf"\bfollow other (?P<name>{NAME}) readers\b",
        rf"^(?P<name>{NAME}) has (?:compiled|prepared|put together|gathered|rounded up) (?:this|a|an|the|some|all)\b.{{0,60}}\b(?:explainer|guide|overview|summary|list|timeline|digest)\b",
        rf"^This (?:article|story) (?:first|originally) appeared (?:in|on) (?P<name>{NAME})\b",
    )
)


def find_publisher(rows: Sequence[Row]) -> str | None:
    """The first outlet that a line of the page names as its own, None when none does."""
    for form in STATEMENTS:
        for row in rows:
            match = form.search(row.text)
            if match and (name := match["name"].strip(" .,")).lower() not in ("all", "the", "all rights"):
                return name
    return None
