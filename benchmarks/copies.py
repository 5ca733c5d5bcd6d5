"""Near-duplicates at scale: recall, false pairs and cost from 5,000 to 50,000 articles. `python -m benchmarks.copies`.

Articles are made of words drawn by a Zipf law, the commonest of which are English function words; one in ten gets a copy with 10 to 35 % of its words changed. Prints recall of the planted
pairs, pairs that were not planted, CPU-seconds, and the cost per article of the larger set over that of the smaller.
"""

import gc
import json
import random
import time

from rich.console import Console
from rich.progress import track

from tasks.link.stories import Copies
from tasks.link.terms import STOP

WORDS = 60_000
LENGTH = 300
SIZES = (5_000, 50_000)


def articles(count: int, seed: int) -> tuple[list[str], set[tuple[int, int]]]:
    """`count` texts and the pairs (original, copy) planted among them."""
    chance = random.Random(seed)
    vocabulary = [*sorted(STOP), *(f"w{n:x}" for n in range(WORDS))]
    weights = [1 / (n + 2.7) for n in range(len(vocabulary))]
    texts: list[list[str]] = []
    planted: set[tuple[int, int]] = set()
    while len(texts) < count:
        texts.append(chance.choices(vocabulary, weights, k=LENGTH))
        if len(texts) % 10 == 0 and len(texts) < count:
            original = chance.randrange(len(texts))
            noise = chance.uniform(0.10, 0.35)
            planted.add((original, len(texts)))
            texts.append([chance.choice(vocabulary) if chance.random() < noise else w for w in texts[original]])
    return [" ".join(t) for t in texts], planted


def measure(count: int) -> dict[str, float]:
    """Recall, false pairs and CPU-seconds for `count` articles."""
    texts, planted = articles(count, 7)
    alike: dict[int, int] = {}
    for original, copy in sorted(planted, key=lambda pair: pair[1]):
        alike[copy] = alike.get(original, original)
    index = Copies()
    found: set[tuple[int, int]] = set()
    gc.collect()
    gc.freeze()  # what was generated is no part of what is measured
    started = time.process_time()
    for number, text in enumerate(track(texts, description=f"{count} articles", console=Console(stderr=True), transient=True)):
        found.update((int(c.one), int(c.other)) for c in index.add(f"{number:08d}", text))
    spent = time.process_time() - started
    false = sum(alike.get(a, a) != alike.get(b, b) for a, b in found)
    return {
        "articles": count,
        "planted": len(planted),
        "recall": len(planted & found) / len(planted),
        "false_pairs": false,
        "cpu_seconds": spent,
    }


def main() -> None:
    """Measure both sizes in one run and print them as JSON, with the ratio of their costs per article."""
    small, large = (measure(size) for size in SIZES)
    ratio = (large["cpu_seconds"] / large["articles"]) / (small["cpu_seconds"] / small["articles"])
    print(json.dumps({"small": small, "large": large, "cost_per_article_ratio": round(ratio, 3)}, indent=1))


if __name__ == "__main__":
    main()
