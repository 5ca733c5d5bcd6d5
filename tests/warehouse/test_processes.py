"""The promises of landing with real processes: kills, concurrent landings, open sessions, a full disk."""

import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.rows import land
from tests.warehouse.test_landing import answer, assert_sound
from warehouse import staging
from warehouse.store import ParquetStore

HERE = Path(__file__).parent
RANDOM_KILLS = 100


def start(*arguments: object, script: str = "rows.py", **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(HERE / script), *map(str, arguments)], stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """(exit code, stderr) of a process, waited for."""
    _, message = process.communicate()
    return process.returncode, message.decode()


def assert_whole(root: Path, *counts: int) -> None:
    """Fresh readers see all of one of these states: as many quotes as articles."""
    assert answer(root) in [[("articles", n), ("quotes", n)] for n in counts]


def test_killed_before_and_after_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "w"
    land(root, "a", [1, 2, 3])
    step = 0
    while True:
        process = start(root, f"step {step}", f"{10 + 2 * step},{11 + 2 * step}", step, script="killed.py")
        code, message = finish(process)
        count = int(str(answer(root)[0][1]))
        assert answer(root)[1][1] == count, "articles and quotes are torn apart"
        assert count in (3 + 2 * step, 5 + 2 * step)
        again = land(root, f"step {step}", [10 + 2 * step, 11 + 2 * step])  # lands it, or finds it landed
        assert again.accepted_count == 2
        assert answer(root)[0][1] == 5 + 2 * step
        if code == 0:
            break
        assert code == -signal.SIGKILL, message
        step += 1
    assert step > 20, f"only {step} steps were found"
    assert_sound(root)
    store = ParquetStore(root, keep_snapshots=1, keep_days=0)
    monkeypatch.setattr(staging, "OLD_DRAFT", -1.0)  # an hour has passed
    store.sweep()
    named = {f.path for f in store.manifest().files}
    assert {p.relative_to(root).as_posix() for p in root.glob("parquet/*/*")} == named
    assert list((root / "staging").iterdir()) == []


def test_killed_at_random_moments(tmp_path: Path) -> None:
    root = tmp_path / "w"
    land(root, "a", [0])
    chance = random.Random(7)
    landed = 1
    killed = 0
    for number in range(1, RANDOM_KILLS + 1):
        process = start(root, f"batch {number}", number)
        if number == 1:
            began = time.monotonic()
            assert finish(process) == (0, "")
            whole = time.monotonic() - began
        else:
            time.sleep(chance.uniform(0.2, 1.05) * whole)
            process.kill()
            killed += finish(process)[0] == -signal.SIGKILL
        count = int(str(answer(root)[0][1]))
        # a kill between the commit and its publication shows with the next landing, so that two may show at once
        assert_whole(root, *range(landed, number + 2))
        landed = count
    assert killed > RANDOM_KILLS / 3
    for number in range(1, RANDOM_KILLS + 1, 10):
        land(root, f"batch {number}", [number])
    assert_sound(root)


def test_two_runs_of_the_same_batch_at_once(tmp_path: Path) -> None:
    root = tmp_path / "w"
    runs = [start(root, "same", "1,2,3,4") for _ in range(4)]
    assert [finish(run) for run in runs] == [(0, "")] * 4
    assert answer(root) == [("articles", 4), ("quotes", 4)]
    assert ParquetStore(root).manifest().snapshot == 1
    assert_sound(root)


def test_readers_never_see_half_a_landing(tmp_path: Path) -> None:
    root = tmp_path / "w"
    land(root, "a", [0])
    torn: list[object] = []
    stop = threading.Event()
    asked = 0

    def read() -> None:
        nonlocal asked
        while not stop.is_set():
            (_, articles), (_, quotes) = answer(root)
            asked += 1
            if articles != quotes:
                torn.append((articles, quotes))

    reader = threading.Thread(target=read)
    reader.start()
    writers = [
        start(root, f"{name} {n}", f"{100 * w + 2 * n},{100 * w + 2 * n + 1}") for n in range(1, 5) for w, name in enumerate("xy", 1)
    ]
    assert [finish(w) for w in writers] == [(0, "")] * 8
    stop.set()
    reader.join()
    assert torn == []
    assert asked > 5
    assert answer(root) == [("articles", 17), ("quotes", 17)]


@pytest.mark.parametrize("read_only", [True, False])
def test_an_open_session_blocks_no_landing_and_keeps_its_snapshot(tmp_path: Path, read_only: bool) -> None:
    root = tmp_path / "w"
    land(root, "a", [1])
    with duckdb.connect(str(root / "newsledger.duckdb"), read_only=read_only) as session:
        if not read_only:
            session.execute("CREATE TABLE mine AS SELECT 42 AS answer")
        assert finish(start(root, "b", "2,3")) == (0, "")
        sweeper = f"from pathlib import Path; from warehouse.store import ParquetStore; ParquetStore(Path({str(root)!r}), keep_snapshots=1, keep_days=0).sweep()"
        subprocess.run([sys.executable, "-c", sweeper], check=True)
        assert session.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    assert answer(root) == [("articles", 3), ("quotes", 3)]


def test_a_full_disk_costs_nothing_that_landed(tmp_path: Path) -> None:
    root = tmp_path / "w"
    land(root, "a", [1])

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))  # what a full disk does: writes fail half way

    process = start(root, "b", ",".join(map(str, range(2, 60))), preexec_fn=limit)
    code, message = finish(process)
    assert code == 1
    assert "cannot write to the warehouse" in message
    assert answer(root) == [("articles", 1), ("quotes", 1)]
    assert land(root, "b", list(range(2, 60))).outcome == "landed"
    assert_sound(root)
