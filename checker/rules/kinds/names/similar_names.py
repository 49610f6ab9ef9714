"""Names of one document that differ in a character, in the order of their characters, or in a mark."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.names.variants import Difference, NamePair, first_places, near_places, similar_pairs
from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.facts.words.listed import confirmed
from checker.knowledge.dictionary import lookup
from checker.knowledge.language_model.symbols import is_han
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_BEHIND = 8
"""Characters behind a name that are searched for the noun that says what it is."""

_LONG = 8
"""Characters of a name that is not another one because it speaks of 社区 and the other of 街区."""
_TWO = 2
_SAME = 4
"""Characters behind two names that are the same if they are of one thing: 调解工作站."""
_OPENING = '“"'
"""The first of two quotation marks."""

Places = dict[str, list[Span]]


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the less frequent of two such names, or for the later one if they are equally frequent.

    Names that stand in one list are two names, and so are names that both occur several times.
    """
    places = _places(reading, rule)
    least = rule.integer("minimum-length")
    ordered = first_places(places)
    names = [name for name in ordered if len(name) >= least]
    told: set[Span] = set()
    pairs = similar_pairs(ordered, lambda name: rule.pattern("marks").sub("", name))
    explained: set[str] = set()
    # What sounds alike is told first: beside 澜执通 and 澜智通 nobody needs to be told of 澜事通.
    for pair in sorted(pairs, key=lambda pair: not _sounds_alike(reading, pair)):
        if explained.isdisjoint((pair.first, pair.second)) and _is_slip(reading, pair, places, rule):
            rarer, usual = _ordered(reading, pair, places, rule)
            explained |= {pair.first, pair.second} if _sounds_alike(reading, pair) else set()
            if places[rarer][0] not in told:
                told.add(places[rarer][0])
                yield _finding(reading, places[rarer][-1] if rarer == pair.second else places[rarer][0], usual, places)
    for name in names:
        for span in _unquoted(reading, name, places, rule):
            written = span.of(reading.document.folded)
            both = places | {written: [span]}
            own = len(places[name]) == 1 and _is_of_own_place(reading, written, name)
            wrong, right = (places[name][0], written) if own else (span, name)
            if wrong not in told:
                told.add(wrong)
                yield _finding(reading, wrong, right, both)


def _places(reading: Reading, rule: Rule) -> Places:
    """Return the quoted names with their places."""
    text = reading.document.text
    places: Places = {}
    for block in reading.candidate_blocks(rule.pattern("names")):
        for match in finditer(rule.pattern("names"), text, block.span.start, block.span.end):
            places.setdefault(match.group("name"), []).append(Span(*match.span("name")))
    return places


def _finding(reading: Reading, span: Span, usual: str, places: Places) -> Finding:
    values = {"text": span.of(reading.document.text), "other": usual, "count": str(len(places[usual]))}
    return Finding(span, values, related=(Related(places[usual][0], f"此处为“{usual}”"),))


def _ordered(reading: Reading, pair: NamePair, places: Places, rule: Rule) -> tuple[str, str]:
    """Return (less frequent name, more frequent name); of names as often quoted, what stands without marks counts too.

    Of equally frequent ones that is right whose character is one of the issuer's place: 利剑护澜 in 临澜. Of two that
    sound alike, and of the same characters in two orders, it is the one that the language model finds likelier, else
    the later is taken for the slip.
    """
    first, second = len(places[pair.first]), len(places[pair.second])
    if first == second:
        first, second = (reading.document.folded.count(name) for name in (pair.first, pair.second))
    if first == second and pair.difference is Difference.ORDER:
        likelier = reading.gain(places[pair.first][0], pair.second) > rule.number("likelier-order")
        return (pair.first, pair.second) if likelier else (pair.second, pair.first)
    if first == second and pair.difference is Difference.CHARACTER and reading.sound_alike(*pair.changed):
        if _is_of_own_place(reading, pair.second, pair.first):
            return pair.first, pair.second
        if _is_of_own_place(reading, pair.first, pair.second):
            return pair.second, pair.first
        if reading.gain(places[pair.first][0], pair.second) > rule.number("likelier"):
            return pair.first, pair.second
    return (pair.first, pair.second) if first < second else (pair.second, pair.first)


def _is_of_own_place(reading: Reading, name: str, other: str) -> bool:
    """True when a name has a character of the issuer's place where the other one, of the same length, has none."""
    stem = reading.own_names[-1] if len(reading.own_names) > 1 else ""
    return any(a != b and a in stem and b not in stem for a, b in zip(name, other, strict=True))


def _is_slip(reading: Reading, pair: NamePair, places: Places, rule: Rule) -> bool:
    changed = "".join(pair.changed)
    told_apart = changed and len(pair.first) < _LONG and search(rule.pattern("telling"), changed)
    if told_apart or _of_partners(pair, rule) or _is_introduced(reading, pair, places, rule):
        return False
    if min(len(pair.first), len(pair.second)) < rule.integer("minimum-length"):
        alike = _sounds_alike(reading, pair) or pair.difference is Difference.ORDER
        alike = alike and _same_behind(reading, pair, places)
        return alike and not _are_two(reading, pair, places)
    if _sounds_alike(reading, pair) or pair.difference is Difference.MARK:
        return True
    if pair.difference is Difference.ORDER:
        short = len(pair.first) <= rule.integer("minimum-length")
        own = not short or _has_own(reading, pair) or _of_one_kind(reading, pair, places, rule)
        return own and not _adjacent(pair, places) and _is_own(reading, pair, rule)
    return not _are_two(reading, pair, places) and _is_written_for(reading, pair, places, rule)


def _is_written_for(reading: Reading, pair: NamePair, places: Places, rule: Rule) -> bool:
    """Return True if one of two names that differ in a character of another sound was written for the other."""
    if pair.difference is Difference.END:
        return _has_own(reading, pair) and _of_one_kind(reading, pair, places, rule)
    if _is_near(reading, pair, places, rule) or _is_coined(reading, pair) or _breaks_word(pair, places, rule):
        return True
    if min(len(pair.first), len(pair.second)) <= rule.integer("minimum-length"):
        # A short name that stands before the one it is like was not miswritten from it.
        rarer, usual = _ordered(reading, pair, places, rule)
        later = places[rarer][0].start > places[usual][0].start
        # 重庆造 and 重庆制造 are two wordings.
        local = pair.difference is not Difference.LOSS and _local(reading, pair)
        return (local or _of_one_kind(reading, pair, places, rule)) and later
    own = _has_own(reading, pair) and _of_one_kind(reading, pair, places, rule)
    return own or _is_own(reading, pair, rule)


def _of_partners(pair: NamePair, rule: Rule) -> bool:
    """Return True if two short names of countries or provinces stand in the other order: each names itself first."""
    if pair.difference is not Difference.ORDER or len(pair.first) != len(pair.second):
        return False
    changed = [(a, b) for a, b in zip(pair.first, pair.second, strict=True) if a != b]
    return len(changed) == _TWO and all(a in rule.string("partners") for a, _ in changed)


def _is_introduced(reading: Reading, pair: NamePair, places: Places, rule: Rule) -> bool:
    """Return True if the text says of one of the names what it is: “青枫一家”是镇妇联创办的品牌."""
    folded = reading.document.folded
    return any(
        rule.pattern("introduced").match(folded, span.end)
        for name in (pair.first, pair.second)
        for span in places[name]
    )


def _sounds_alike(reading: Reading, pair: NamePair) -> bool:
    return pair.difference is Difference.CHARACTER and _alike(reading, *pair.changed)


def _alike(reading: Reading, first: str, second: str) -> bool:
    """Return True for characters that sound alike, and for a letter that stands for a character: 岚e办, 岚易办."""
    letter = first.isascii() != second.isascii() and first.isalpha() and second.isalpha()
    return letter or reading.sound_alike(first, second)


def _are_two(reading: Reading, pair: NamePair, places: Places) -> bool:
    """Return True if both names occur several times, or stand in one sentence."""
    return min(len(places[pair.first]), len(places[pair.second])) > 1 or _side_by_side(reading, pair, places)


def _adjacent(pair: NamePair, places: Places) -> bool:
    """Return True if the names stand side by side: “文旅+百业”“百业+文旅”."""
    reach = 2 * len(pair.first)
    return any(abs(one.start - other.start) <= reach for one in places[pair.first] for other in places[pair.second])


def _has_own(reading: Reading, pair: NamePair) -> bool:
    """Return True if the names share a character with the issuer's place."""
    return len(reading.own_names) > 1 and bool(set(pair.first) & set(reading.own_names[-1]))


def _local(reading: Reading, pair: NamePair) -> bool:
    """Return True if both names begin with the same character, and that is one of the issuer's place: 霁速办."""
    stem = reading.own_names[-1] if len(reading.own_names) > 1 else ""
    return pair.first[0] == pair.second[0] and pair.first[0] in stem and pair.first[-1] == pair.second[-1]


def _of_one_kind(reading: Reading, pair: NamePair, places: Places, rule: Rule) -> bool:
    """Return True if the same noun stands behind both names: “云上调”在线调解平台, “云中调”平台."""
    kinds = []
    for name in (pair.first, pair.second):
        end = places[name][0].end + 1
        match = search(rule.pattern("kinds"), reading.document.folded[end : end + _BEHIND])
        kinds.append(match.group() if match else None)
    return kinds[0] is not None and kinds[0] == kinds[1]


def _same_behind(reading: Reading, pair: NamePair, places: Places) -> bool:
    """Return True if the same words stand behind both names: “澹和”劳动争议调解工作室."""
    folded = reading.document.folded
    ends = [places[name][0].end + 1 for name in (pair.first, pair.second)]
    behind = {folded[end : end + _SAME] for end in ends}
    return len(behind) == 1 and all(map(is_han, behind.pop()))


def _is_near(reading: Reading, pair: NamePair, places: Places, rule: Rule) -> bool:
    """Return True if two long names of one kind differ in a character that rhymes: 老邓说法, 老郑说法."""
    if pair.difference is not Difference.CHARACTER or len(pair.first) <= rule.integer("minimum-length"):
        return False
    general = any(search(rule.pattern("general"), name) for name in (pair.first, pair.second))
    return not general and reading.rhyme(*pair.changed) and _of_one_kind(reading, pair, places, rule)


def _is_coined(reading: Reading, pair: NamePair) -> bool:
    """Return True if both names are the issuer's place and a coined word, and those rhyme: 法润云渠, 法韵云渠."""
    stem = reading.own_names[-1] if len(reading.own_names) > 1 else ""
    if pair.difference is not Difference.CHARACTER or not stem or stem not in pair.first or stem not in pair.second:
        return False
    coined = [name.replace(stem, "", 1) for name in (pair.first, pair.second)]
    return all(len(word) == _TWO and lookup(word) is None for word in coined) and reading.rhyme(*pair.changed)


def _breaks_word(pair: NamePair, places: Places, rule: Rule) -> bool:
    """Return True if the later name has no word where the first has one, and all else is the same: 普法队, 宣法队."""
    first, later = sorted((pair.first, pair.second), key=lambda name: places[name][0].start)
    if pair.difference is not Difference.CHARACTER or len(first) <= _SAME:
        return False
    at = next(at for at, (a, b) in enumerate(zip(first, later, strict=True)) if a != b)
    if at < _TWO or search(rule.pattern("general"), first):
        return False
    halves = [(first[start : start + _TWO], later[start : start + _TWO]) for start in (at - 1, at)]
    whole = [(lookup(right), lookup(wrong)) for right, wrong in halves if len(right) == _TWO]
    return any(right and not wrong for right, wrong in whole) and all(wrong is None for _, wrong in whole)


def _is_own(reading: Reading, pair: NamePair, rule: Rule) -> bool:
    """Return True if the names look like the document's own: they begin with a rare word or share a long piece."""
    known = rule.strings("known")
    if pair.first in known and pair.second in known:
        return False
    if pair.difference is Difference.ORDER:
        return True
    named = len(reading.own_names) > 1 and reading.own_names[-1] in pair.first and reading.own_names[-1] in pair.second
    if not named and any(search(rule.pattern("general"), name) for name in (pair.first, pair.second)):
        return False
    if pair.difference is Difference.LOSS:
        return _is_rare(pair.first[:2], rule) and pair.first[:2] == pair.second[:2]
    index = next(i for i, (a, b) in enumerate(zip(pair.first, pair.second, strict=False)) if a != b)
    shared = max(pair.first[:index], pair.first[index + 1 :], key=len)
    if index >= rule.integer("shared") - 1 or (index and rule.pattern("kinds").fullmatch(pair.first[index + 1 :])):
        return True
    return len(shared) >= rule.integer("shared") or (index >= 2 and _is_rare(pair.first[:2], rule))


def _is_rare(word: str, rule: Rule) -> bool:
    entry = lookup(word)
    return entry is None or entry.count <= rule.integer("rare")


def _side_by_side(reading: Reading, pair: NamePair, places: Places) -> bool:
    """Return True if both names stand in one sentence somewhere: then they are two things."""
    for span in places[pair.first]:
        block = reading.block_of(span)
        sentence = enclosing(sentences_in(reading.document.folded, block.span), span.start)
        if sentence and any(other in sentence for other in places[pair.second]):
            return True
    return False


def _unquoted(reading: Reading, name: str, places: Places, rule: Rule) -> Iterator[Span]:
    """Yield the places without quotation marks that differ from a name in one character that sounds alike.

    A short name must stand behind the first of two marks, of which the second is lost.
    """
    if name in rule.strings("known"):
        return
    short = len(name) < rule.integer("unquoted")
    folded = reading.document.folded
    quoted = {span for spans in places.values() for span in spans}
    for span in near_places(folded, name, Span(0, len(folded))):
        known = span not in reading.block_of(span).span or any(span.overlaps(other) for other in quoted)
        if known or (short and folded[span.start - 1] not in _OPENING):
            continue
        changed = next((a, b) for a, b in zip(span.of(folded), name, strict=True) if a != b)
        if search(rule.pattern("telling"), "".join(changed)) or not _alike(reading, *changed):
            continue
        if confirmed(folded, span, reading.block_of(span)):
            yield span


KIND = Kind(
    "similar-names",
    "同一文稿里只差一个字、次序或符号的名称",
    check,
    (
        Option("names", "pattern", "名称的写法,含 (?P<name>)", prefiltered=True),
        Option("minimum-length", "integer", "至少几个字", 4),
        Option("marks", "pattern", "名称中不区别的符号"),
        Option("telling", "pattern", "差在这些字上的是两个名称", ()),
        Option("known", "strings", "到处都用的名称；两个都是，就是两个名称", ()),
        Option("general", "pattern", "不是本地名称的写法：只比同音字", ()),
        Option("kinds", "pattern", "名称后面说它是什么的词；最短的名称须同是一种", ()),
        Option(
            "likelier",
            "number",
            "次数相同的两个同音名称，语言模型看另一个可能多少倍（2 的几次方），先出现的才算错",
            Decimal(20),
        ),
        Option("likelier-order", "number", "同上，字序不同的两个名称", Decimal(4)),
        Option("introduced", "pattern", "名称（引号内）后面紧接这些，是在说明它是什么：两个名称", ()),
        Option("partners", "string", "国名、省名的简称：两个换了先后的是两个名称", ""),
        Option("shared", "integer", "差一个不同音的字时，至少连着几个字相同", 4),
        Option("rare", "integer", "名称开头两字在词典里至多出现几次，算是本地的名称", 50),
        Option("unquoted", "integer", "不加引号的写法，名称至少几个字才比", 4),
    ),
    ("text", "other", "count"),
)
