"""Groups of bodies whose reports share a text: their members, the passages, and the share of each report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from msgspec import Struct

from checker.batch.candidates import Index
from checker.batch.runs import Runs
from checker.knowledge.copy_words import CopyWords


class Passage(Struct, frozen=True):
    """A passage of a group's model report: positions of its first and last sentence among those that count.

    ``members`` is the number of reports that contain at least half of it.
    """

    first: int
    last: int
    characters: int
    members: int


class Group(Struct, frozen=True):
    """Reports of several bodies that have a text in common.

    ``numbers`` are the numbers of the reports in the index. ``shared`` are the characters of each that lie in common
    passages, ``parts`` the ratio to all its characters that count. ``model`` is the number of the report to which the
    ``passages`` refer. ``matrix`` maps two members to the part of the first that the second contains too; it is empty
    for large groups.
    """

    numbers: tuple[int, ...]
    shared: tuple[int, ...]
    parts: tuple[float, ...]
    model: int
    passages: tuple[Passage, ...]
    matrix: Mapping[tuple[int, int], float]


def find_groups(index: Index, runs: Runs, words: CopyWords) -> tuple[Group, ...]:
    """Find the groups, the largest first."""
    joined = _joined(_strong_links(index, runs, words))
    groups = [_group(sorted(members), index, runs, words) for members in joined]
    return tuple(sorted(groups, key=lambda group: (-len(group.numbers), group.numbers)))


def _strong_links(index: Index, runs: Runs, words: CopyWords) -> Iterator[tuple[int, int]]:
    """Yield pairs of reports of different bodies that share enough of the shorter one."""
    counts: Counter[tuple[int, int]] = Counter()
    for bucket in runs.buckets(words.crowd):
        counts.update(pair for pair in combinations(bucket, 2) if index.body_of(pair[0]) != index.body_of(pair[1]))
    for (first, second), count in counts.items():
        shorter = min(len(index.sentences_of(number)) for number in (first, second)) - runs.length + 1
        if 100 * count >= words.group_share * shorter:
            yield first, second


def _joined(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Return the connected components of pairs (disjoint sets with path halving)."""
    parent: dict[int, int] = {}

    def root(item: int) -> int:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for first, second in pairs:
        parent[root(second)] = root(first)
    members: dict[int, set[int]] = defaultdict(set)
    for item in list(parent):
        members[root(item)].add(item)
    return list(members.values())


def _group(numbers: list[int], index: Index, runs: Runs, words: CopyWords) -> Group:
    keys = {number: frozenset(key for _, key in runs.windows[number]) for number in numbers}
    owners = {
        key: [number for number in runs.owners[key] if number in keys] for found in keys.values() for key in found
    }
    common = {key for key, found in owners.items() if len({index.body_of(number) for number in found}) > 1}
    shared = tuple(_characters(index, runs, number, common) for number in numbers)
    parts = tuple(
        characters / max(1, sum(index.weights_of(number))) for number, characters in zip(numbers, shared, strict=True)
    )
    model = max(zip(parts, (-number for number in numbers), strict=True))
    matrix = (
        {
            (one, other): _characters(index, runs, one, keys[one] & keys[other]) / max(1, sum(index.weights_of(one)))
            for one in numbers
            for other in numbers
            if one != other
        }
        if len(numbers) <= words.matrix
        else {}
    )
    passages = tuple(_passages(index, runs, -model[1], common, owners))
    return Group(tuple(numbers), shared, parts, -model[1], passages, matrix)


def _characters(index: Index, runs: Runs, number: int, keys: set[int] | frozenset[int]) -> int:
    weights = index.weights_of(number)
    return sum(weights[position] for position in runs.covered(number, keys))


def _passages(
    index: Index, runs: Runs, model: int, common: set[int], owners: Mapping[int, list[int]]
) -> Iterator[Passage]:
    """Yield the runs of common windows of the model report."""
    weights = index.weights_of(model)
    run: list[tuple[int, int]] = []
    for position, key in (*runs.windows[model], (-1, 0)):
        if run and (position != run[-1][0] + 1 or key not in common):
            first, last = run[0][0], run[-1][0] + runs.length - 1
            counts = Counter(number for _, found in run for number in owners[found])
            members = sum(1 for count in counts.values() if 2 * count >= len(run))
            yield Passage(first, last, sum(weights[first : last + 1]), members)
            run = []
        if key in common and position >= 0:
            run.append((position, key))
