"""CPU time of reading articles, as a ratio to a bare spaCy pass over the same texts with the same model.

`python -m benchmarks.speed TEXTS.jsonl [--articles N] [--runs K]`. Each figure is measured in a process of its own (spaCy keeps
caches, and ours switches a kernel off), in turns, and the median is printed: only the ratios mean something on another machine.

- bare: `spacy.load(model)` and `nlp.pipe(texts)`, nothing switched off
- parse: our pipeline alone (tasks/annotate.py)
- quotes: parse, quotes and entities
- all: parse, quotes, entities and events, as `newsledger ingest` runs it
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

MODES = ("bare", "parse", "quotes", "all")


def measure(mode: str, path: Path, articles: int) -> float:
    """CPU seconds of this process for one pass in a mode, loading and warming up left out."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from schemas.records import Article, Document
    from tasks.annotate import annotate, model_source
    from tasks.clean import clean
    from tasks.extract import rules

    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(articles), strict=False)]
    read = [a for a in (clean(Document(str(i), "text", text, "")) for i, text in enumerate(texts)) if isinstance(a, Article)]
    if mode == "bare":
        import spacy

        nlp = spacy.load(model_source())
        list(nlp.pipe([read[0].text]))
        start = time.process_time()
        for _ in nlp.pipe(a.text for a in read):
            pass
        return time.process_time() - start
    if mode == "quotes":
        rules.find_events = lambda *_, **__: iter(())  # type: ignore[attr-defined]
    run = annotate if mode == "parse" else rules.RulesExtractor().extract
    list(run(read[:1]))
    start = time.process_time()
    for _ in run(read):
        pass
    return time.process_time() - start


def main() -> None:
    """Measure every mode in turns and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="JSONL with `text`")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--mode", choices=MODES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.mode:
        print(measure(options.mode, options.texts, options.articles))
        return
    times: dict[str, list[float]] = {mode: [] for mode in MODES}
    for _ in range(options.runs):
        for mode in MODES:
            command = [sys.executable, "-m", "benchmarks.speed", str(options.texts), "--articles", str(options.articles), "--mode", mode]
            times[mode].append(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    bare = statistics.median(times["bare"])
    print(f"{'mode':8}{'CPU s':>8}{'articles / CPU s':>18}{'× bare':>8}")
    for mode, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"{mode:8}{middle:8.2f}{options.articles / middle:18.1f}{bare / middle:8.2f}")


if __name__ == "__main__":
    main()
