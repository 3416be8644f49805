"""Which documents may be copies of one another: those that share rare pairs of words.

Everything is sorted, nothing compared with everything: time and memory grow with the number of keys.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

FEW = 12  # documents with a key, of which each two are candidates; of more, only neighbours
NEIGHBOURS = 3
FEWEST_SHARED = 3  # keys
LEAST_SHARE = 0.1  # of the keys of the one that has fewer
AT_ONCE = 1 << 21  # keys looked at together


def candidates(keys: Sequence[array[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of documents, by their place in the sequence, that share enough keys; the lower place first.

    A key that stands in many documents is weak evidence: it joins each with its neighbours only, which is enough to
    hold many copies of one story together, as they share all their keys.
    """
    import numpy as np  # noqa: PLC0415  200 ms that other commands need not pay

    sizes = np.fromiter((len(own) for own in keys), dtype=np.int64, count=len(keys))
    pairs, counts = _shared(np, *_postings(np, keys, sizes))
    first, second = pairs // max(len(keys), 1), pairs % max(len(keys), 1)
    enough = counts >= np.maximum(FEWEST_SHARED, LEAST_SHARE * np.minimum(sizes[first], sizes[second]))
    yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _postings(np: Any, keys: Sequence[array[int]], sizes: Numbers) -> tuple[Numbers, Numbers, int]:
    """Return all keys that more than one document has, sorted, and the document of each; and how many there are."""
    total = int(sizes.sum())
    all_keys = np.empty(total, dtype=np.uint64)
    at = 0
    for own in keys:
        all_keys[at : at + len(own)] = own
        at += len(own)
    documents = np.repeat(np.arange(len(keys), dtype=np.uint32), sizes)
    order = np.argsort(all_keys, kind="stable")
    all_keys, documents = all_keys[order], documents[order]
    same = all_keys[1:] == all_keys[:-1]
    shared = np.zeros(total, dtype=bool)
    shared[1:] |= same
    shared[:-1] |= same
    return all_keys[shared], documents[shared], len(keys)


def _shared(np: Any, keys: Numbers, documents: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return the pairs of documents that share keys, each as one number, and how many keys they share."""
    _, starts, sizes = np.unique(keys, return_index=True, return_counts=True)
    found = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    reach = np.repeat(np.where(sizes <= FEW, FEW, NEIGHBOURS), sizes)  # how far ahead a document looks for others
    ends = np.repeat(starts + sizes, sizes)
    for begin in range(0, len(keys), AT_ONCE):
        places = np.arange(begin, min(begin + AT_ONCE, len(keys)))
        pairs = [np.empty(0, dtype=np.int64)]
        for ahead in range(1, FEW):
            places = places[(places + ahead < ends[places]) & (ahead <= reach[places])]
            pairs.append(documents[places].astype(np.int64) * count + documents[places + ahead])
        found = _added(np, found, *np.unique(np.concatenate(pairs), return_counts=True))
    return found


def _added(np: Any, found: tuple[Numbers, Numbers], pairs: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return counts of pairs with others added."""
    united, place = np.unique(np.concatenate([found[0], pairs]), return_inverse=True)
    sums = np.bincount(place, weights=np.concatenate([found[1], counts]), minlength=len(united))
    return united, sums.astype(np.int64)
