"""Labelled texts as sparse matrices of traits: counted once, weighed anew for whichever rows are learned from."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import sparse

from heyi.triage.traits import GRAMS, Block, Traits, pairs_of

WEIGHS: Mapping[Block, float] = {
    Block.LETTERS: 1.0,
    Block.PAIRS: 1.0,
    Block.TRIPLES: 0.5,
    Block.FIELDS: 1.0,
    Block.CONCEPTS: 1.0,
    Block.WORDS: 0.5,
    Block.NAMES: 0.3,
    Block.OPENING: 0.5,
    Block.OPENING_SENSE: 0.5,
    Block.DENIED: 0.25,
    Block.DENIED_SENSE: 0.25,
}
"""How much each block counts in the likeness of two texts; flat around these values on all sets that we measured."""
OPENINGS = (Block.OPENING, Block.OPENING_SENSE)
DENIALS = (Block.DENIED, Block.DENIED_SENSE)
_TWICE = (Block.TRIPLES,)
"""Blocks whose names must stand in two texts: what was seen once there teaches nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """What each text shows, before any weighing: names and a sparse matrix for each block, one row a text.

    `pairs` are the pairs of letters in each label's name, `named` how much of each a text holds.
    """

    names: Mapping[Block, Sequence[str]]
    values: Mapping[Block, sparse.csr_matrix]
    pairs: Sequence[Sequence[str]]
    named: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """How traits are weighed, from the rows learned from: which are kept, how rare each is, what each block counts."""

    kept: Mapping[Block, np.ndarray]
    rarity: Mapping[Block, np.ndarray]
    shares: Mapping[Block, float]
    named: float

    def matrix(self, counts: Counts, rows: np.ndarray) -> sparse.csr_matrix:
        """One row a text, the kept traits of all blocks side by side, the labels' names last."""
        parts = [self._block(counts.values[block][rows], block) for block in self.kept]
        return sparse.hstack([*parts, sparse.csr_matrix(self.named * counts.named[rows])]).tocsr()

    def _block(self, values: sparse.csr_matrix, block: Block) -> sparse.csr_matrix:
        weighed = values[:, self.kept[block]].multiply(self.rarity[block][None, :]).tocsr()
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1.0
        return sparse.diags(self.shares[block] / lengths) @ weighed


def counts_of(texts: Iterable[Traits], labels: Sequence[str]) -> Counts:
    """Count every trait of every text once; traits are let go text by text, for they are many times the text."""
    pairs = [pairs_of(label) for label in labels]
    books: dict[Block, _Book] = {block: _Book() for block in WEIGHS if block is not Block.NAMES}
    named: list[list[float]] = []
    for traits in texts:
        for block, book in books.items():
            book.add(traits.values[block])
        named.append([_share(traits, of) for of in pairs])
    values = {block: book.matrix() for block, book in books.items()}
    return Counts({block: list(book.known) for block, book in books.items()}, values, pairs, np.array(named))


def weighing_of(counts: Counts, rows: np.ndarray, *, without: Collection[Block] = ()) -> Weighing:
    """Weigh by the rows learned from, all blocks but those `without`."""
    blocks = [block for block in counts.values if block not in without]
    total = sum(WEIGHS[block] for block in (*blocks, Block.NAMES))
    kept: dict[Block, np.ndarray] = {}
    rarity: dict[Block, np.ndarray] = {}
    for block in blocks:
        values = counts.values[block][rows]
        times = np.bincount(values.indices, minlength=values.shape[1])
        kept[block] = np.flatnonzero(times > (1 if block in _TWICE else 0))
        rare = np.log((1 + len(rows)) / (1 + times[kept[block]])) + 1.0
        rarity[block] = (rare if block in GRAMS else np.ones(len(rare))).astype(np.float32)
    spread = float(counts.named[rows].std())
    share = sqrt(WEIGHS[Block.NAMES] / total)
    named = share / (spread * sqrt(counts.named.shape[1])) if spread else 0.0
    return Weighing(kept, rarity, {block: sqrt(WEIGHS[block] / total) for block in blocks}, named)


class _Book:
    """The traits of one block, a text after the other; names are numbered as they come."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self._columns = array("i")
        self._numbers = array("f")
        self._ends = [0]

    def add(self, values: Mapping[str, float]) -> None:
        known = self.known
        self._columns.extend([known.setdefault(name, len(known)) for name in values])
        self._numbers.extend(values.values())
        self._ends.append(len(self._columns))

    def matrix(self) -> sparse.csr_matrix:
        shape = (len(self._ends) - 1, len(self.known))
        numbers, columns = np.array(self._numbers), np.array(self._columns)
        matrix = sparse.csr_matrix((numbers, columns, self._ends), shape=shape)
        matrix.sort_indices()
        return matrix


def _share(traits: Traits, pairs: Sequence[str]) -> float:
    values = traits.values[Block.PAIRS]
    return sum(values.get(pair, 0.0) for pair in pairs) / len(pairs)
