"""What a run costs beside extraction, what two workers gain, and how memory grows. `python -m benchmarks.ingest TEXTS.jsonl`.

TEXTS.jsonl has objects with `text`; they are repeated with a number in each copy until there are enough articles. Prints, in one run:
- `orchestration`: the share of CPU of a Prefect run of 1,000 articles that went into Prefect (its temporary server included), reading,
  validating and landing: all that is not the start of Python and its libraries, clean and extract, or linking;
- `workers`: articles per second of one and of two worker processes, start of the processes included, on the same articles;
- `memory`: peak resident memory (MB, of all processes together) of runs of 1,000 and of 10,000 articles with two workers, articles cut to
  600 characters.
"""

import argparse
import json
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import psutil

MANY = 1_000
SHORT = 600  # characters


def write(texts: list[str], count: int, path: Path, longest: int | None = None) -> None:
    """A dump of `count` articles, each text with a number of its own."""
    with path.open("w", encoding="utf-8") as handle:
        for number in range(count):
            text = texts[number % len(texts)]
            text = text[: text.rfind(".", 0, longest) + 1] if longest else text
            handle.write(
                json.dumps({"text": f"{text}\n\nThis is report number {number} of the series.", "title": f"Report {number}"}) + "\n"
            )


def orchestration(dump: str, root: str) -> dict[str, float]:
    """CPU-seconds of a Prefect run over `dump` that went into the start of Python and its libraries (but Prefect), into clean and
    extract, and into linking."""
    from flows import steps  # first: it keeps numpy from starting threads
    from tasks import process
    from tasks.annotate import load_model

    load_model()
    spent = {"start": time.process_time(), "extraction": 0.0, "linking": 0.0}

    def timed(kind: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            started = time.thread_time()
            try:
                return step(*args, **options)
            finally:
                spent[kind] += time.thread_time() - started

        return run

    process.clean_chunk, process.extract_chunk = timed("extraction", process.clean_chunk), timed("extraction", process.extract_chunk)
    steps.link = timed("linking", steps.link)
    from flows.ingest import ingest
    from flows.server import prefect_api

    with prefect_api():
        ingest([dump], root)
    return spent


def workers(dump: str, root: str, count: int) -> dict[str, float]:
    """Seconds of a run without Prefect with `count` worker processes."""
    os.environ |= {"NEWSLEDGER_TASK_RUNNER": "processes", "NEWSLEDGER_WORKERS": str(count)}
    from flows.ingest import ingest_direct

    started = time.monotonic()
    landing = ingest_direct([dump], root)
    return {"seconds": time.monotonic() - started, "articles": landing.accepted_count}


def apart(function: Callable[..., dict[str, float]], *args: Any) -> tuple[dict[str, float], float, float]:
    """What `function` returns in a process of its own, the CPU of the processes that it started, and the peak memory of all (MB)."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        result = pool.submit(function, *args)
        root, peak, done = psutil.Process(), 0.0, threading.Event()
        spent: dict[int, float] = {}

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.2):
                sizes = []
                for child in root.children(recursive=True):
                    try:
                        sizes.append(child.memory_info().rss)
                        times = child.cpu_times()
                    except psutil.Error:
                        continue
                    spent[child.pid] = times.user + times.system
                peak = max(peak, sum(sizes) / 1e6)

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            returned = result.result()
        finally:
            done.set()
            thread.join()
    return returned, sum(spent.values()), peak


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--only", choices=("orchestration", "workers", "memory"), action="append")
    chosen = parser.parse_args()
    texts = [t for line in chosen.texts.read_text(encoding="utf-8").splitlines() if len(t := json.loads(line)["text"]) > SHORT]
    report: dict[str, Any] = {}
    wanted = chosen.only or ["orchestration", "workers", "memory"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(texts, MANY, folder / "long.jsonl")
        if "orchestration" in wanted:
            told, total, _ = apart(orchestration, str(folder / "long.jsonl"), str(folder / "w0"))
            report["orchestration"] = {"cpu": total, **told, "share": round(1 - sum(told.values()) / (total or 1.0), 3)}
        if "workers" in wanted:
            one, two = (apart(workers, str(folder / "long.jsonl"), str(folder / f"w{n}"), n)[0] for n in (1, 2))
            report["workers"] = {"one": one, "two": two, "gain": round(one["seconds"] / two["seconds"], 2)}
        if "memory" in wanted:
            peaks = {}
            for count in (MANY, 10 * MANY):
                write(texts, count, folder / "short.jsonl", SHORT)
                peaks[count] = round(apart(workers, str(folder / "short.jsonl"), str(folder / f"m{count}"), 2)[2])
            report["memory"] = {**peaks, "ratio": round(peaks[10 * MANY] / peaks[MANY], 2)}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
