"""The README's questions have the answers it prints, and its commands exist. `python -m tests.test_readme` writes the answers."""

import csv
import io
import re
import tempfile
from pathlib import Path

import pytest

from flows.ingest import ingest_direct
from warehouse.store import ParquetStore

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
QUESTION = re.compile(r"```sql\n(?P<query>.*?)```\n```csv\n(?P<answer>.*?)```", re.DOTALL)


def answers(folder: Path, queries: list[str]) -> list[str]:
    ingest_direct([str(ROOT / "seeds")], str(folder))
    found = []
    with ParquetStore(folder).connect() as connection:
        for query in queries:
            out = io.StringIO()
            result = connection.execute(query)
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow([d[0] for d in result.description or []])
            writer.writerows(result.fetchall())
            found.append(out.getvalue().replace(str(ROOT) + "/", ""))
    return found


def test_questions_have_their_answers(tmp_path: Path) -> None:
    asked = list(QUESTION.finditer(README.read_text(encoding="utf-8")))
    assert len(asked) == 7
    assert [m["answer"] for m in asked] == answers(tmp_path, [m["query"] for m in asked]), "run 'python -m tests.test_readme'"


@pytest.mark.parametrize(
    "page", sorted(p.relative_to(ROOT).as_posix() for p in [README, ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")])
)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert ((ROOT / page).parent / target).exists(), target


def write() -> None:
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = iter(answers(Path(folder) / "w", [m["query"] for m in QUESTION.finditer(text)]))
    README.write_text(QUESTION.sub(lambda m: f"```sql\n{m['query']}```\n```csv\n{next(new)}```", text), encoding="utf-8")


if __name__ == "__main__":
    write()
