"""Precision, recall and F1, as every measure of `newsledger evaluate` gives them."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall, and F1 as their harmonic mean (0 … 1)."""

    precision: float
    recall: float

    @classmethod
    def of_counts(cls, right: int, predicted: int, gold: int) -> Self:
        """From the number of items that are right, predicted and in the gold; a share of none is 0."""
        return cls(right / predicted if predicted else 0.0, right / gold if gold else 0.0)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


@dataclass(slots=True)
class Score:
    """Precision, recall and F1 of one measure, to four decimals."""

    measure: str
    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, measure: str, agreement: Agreement) -> "Score":
        """An agreement as it is printed."""
        return Score(measure, round(agreement.precision, 4), round(agreement.recall, 4), round(agreement.f1, 4))


@dataclass(slots=True)
class CountedScore(Score):
    """A score with the number of gold and predicted items that it is of."""

    gold: int
    predicted: int

    @classmethod
    def of_counts(cls, measure: str, right: int, predicted: int, gold: int) -> "CountedScore":
        """From counts; see `Agreement.of_counts`."""
        agreement = Agreement.of_counts(right, predicted, gold)
        return CountedScore(measure, round(agreement.precision, 4), round(agreement.recall, 4), round(agreement.f1, 4), gold, predicted)
