"""What the lists that count leave open: versions, doubles, doubtful readings, missing pieces."""

from collections.abc import Iterable, Iterator, Sequence

from aggregator.campaign.mail_words import may_be_reserve
from aggregator.campaign.succession import follows_old, is_old_name
from aggregator.judge.receipts import year_in_doubt
from aggregator.judge.repeats import Doubles
from aggregator.judge.row_doubts import doubts_of_rows
from aggregator.judge.versions import Model, Succession, Version, labels_of, nearly_whole
from aggregator.nouns.file import Handled, places_and_name
from aggregator.nouns.standing import Doubt
from aggregator.nouns.unit import Campaign

ANY_NUMBER = ((None, None),)


def doubts_of_versions(succession: Succession, doubles: Doubles, campaign: Campaign) -> Iterator[Doubt]:
    """What versions, doubles and doubtful lists of a unit leave open."""
    copies = {copy.label for copy in doubles.copies}
    for old, new in succession.open_versions:
        models = [model for model in old.models if not any(version.has(model) for version in succession.counting)]
        twins = ((model, peer.twin(model)) for model in old.models for peer in succession.counting)
        moved = tuple((now.label, m.level) for m, now in twins if now and m.level and m.level != now.level)
        if models or moved:
            further = tuple((model.level, 1) for model in models)
            yield Doubt("version-replaced", _later(old, new), further, moved=moved)
        yield from _only_in(new, old, copies)
    for old, new in succession.loose:
        if old in succession.counting and new in succession.counting:
            yield _loose(old, new, copies)
    for model, rival in doubles.look_alikes:
        yield Doubt("may-be-one-model", _of_two(model, rival), open_rows=frozenset({rival.label}))
    yield from _copies_differ(succession, doubles)
    for version in succession.counting:
        rows, facts = labels_of([version]) - copies, {"file": version.item.file}
        if version.item.contested:
            alone = all(peer.item.contested for peer in succession.counting)  # without it nothing is judged
            yield Doubt("file-contested", facts, ANY_NUMBER if alone else (), rows, acquits_only=alone)
            before = labels_of([peer for peer in succession.counting if version.is_after(peer)])
            yield Doubt("file-contested", facts, open_rows=before - rows, acquits_only=True)  # it may replace them
        if version.hand and not version.item.received.book_part:
            yield Doubt("other-hand", facts, open_rows=rows, acquits_only=True)
        yield from _doubtful_lists(version, rows, campaign)
        yield from doubts_of_rows(version, rows, campaign)
    yield from _in_reserve(succession.counting, copies)
    yield from _pieces_missing(succession.counting)
    if succession.counting and all(version.hand for version in succession.counting):
        yield Doubt("other-hands-only", further=ANY_NUMBER, acquits_only=True)


def _in_reserve(counting: Sequence[Version], copies: frozenset[int] | set[int]) -> Iterator[Doubt]:
    """Files whose names say that their models are not registered, beside others: “dự phòng.xlsx”."""
    names = {version: places_and_name(version.item.file)[1] for version in counting}
    called = [version for version in counting if may_be_reserve(names[version]) and not follows_old(names[version])]
    for version in called if len(called) < len(counting) else ():
        facts = {"file": version.item.file, "rows": f"“{names[version]}”"}
        yield Doubt("rows-noted", facts, open_rows=labels_of([version]) - copies)


def _pieces_missing(counting: Sequence[Version]) -> Iterator[Doubt]:
    """The pieces of one list that were announced and did not come; a list without a number stands for the first."""
    parts = [version for version in counting if version.pieces]
    pieces = {piece for version in parts for piece in version.pieces}
    known = {which for which, _ in pieces} | ({1} if len(parts) < len(counting) else set())
    missing = set(range(1, max(map(max, pieces), default=0) + 1)) - known
    if missing:
        last, files = max(parts, key=lambda version: version.order), (f"“{part.item.file}”" for part in parts)
        facts = {"files": ", ".join(files), "missing": ", ".join(map(str, sorted(missing))), "file": last.item.file}
        yield Doubt("pieces-missing", facts, ANY_NUMBER, acquits_only=True)


def _only_in(new: Version, old: Version, copies: set[int]) -> Iterator[Doubt]:
    """An excess does not rest on the models that only one of two lists has, of which either may be right."""
    added = frozenset(model.label for model in new.models if not old.has(model)) - copies
    if added and old.shares_with(new):
        yield Doubt("version-replaced", _later(old, new), open_rows=added, acquits_only=True)


def _later(old: Version, new: Version) -> dict[str, object]:
    """The facts of a doubt about two lists: a person is asked about the later one."""
    return {"file": old.item.file, "other": new.item.file, "asked_in": (new.item.file,)}


def _loose(old: Version, new: Version, copies: set[int]) -> Doubt:
    """Two lists counted together, of which the later may be a new version of the earlier."""
    facts = _later(old, new)
    old_rows, new_rows = (
        frozenset(m.label for m in a.models if not b.has(m)) - copies for a, b in ((old, new), (new, old))
    )
    if old.shares_with(new) and not new.is_after(old):  # which is right is open where each has models of its own
        both = old_rows | new_rows if old_rows and new_rows else frozenset()
        return Doubt("versions-of-one-moment", facts, open_rows=both)
    in_place = nearly_whole(old, new) or (new.is_after(old) and follows_old(places_and_name(new.item.file)[1]))
    return Doubt("part-or-version", facts, open_rows=old_rows, acquits_only=not in_place)


def _copies_differ(succession: Succession, doubles: Doubles) -> Iterator[Doubt]:
    """One model at two levels in two lists: which is right is open."""
    models = {model.label: model for version in succession.counting for model in version.models}
    for copy, original in doubles.copies:
        model, repeat = models[original], models[copy]
        if model.level and repeat.level and model.level != repeat.level:
            yield Doubt("copies-differ", _of_two(model, repeat), moved=((original, repeat.level),))


def _doubtful_lists(version: Version, rows: frozenset[int], campaign: Campaign) -> Iterator[Doubt]:
    item = version.item
    if item.read and item.read.doubtful:
        facts = {"file": item.file, "reason": item.read.doubtful}
        yield Doubt("reading-doubtful", facts, ANY_NUMBER, rows)
    parts = [part for part in version.lists if part.entries]
    called_so = is_old_name(places_and_name(item.file)[1])
    if parts and (called_so or all(part.draft or is_old_name(part.sheet) for part in parts)):
        yield Doubt("draft-only", {"file": item.file}, ANY_NUMBER, rows, acquits_only=True)
    for part in parts:
        if year_in_doubt(item, part, campaign):
            own = {(part.sheet, entry.row) for entry in part.entries}
            of_part = frozenset(model.label for model in version.models if (model.sheet, model.row) in own) & rows
            years = {"file": item.file, "sheet": part.sheet, "stated": str(part.year), "year": str(campaign.year)}
            beside = any(not year_in_doubt(item, other, campaign) for other in parts)
            yield Doubt("year-in-doubt", years, () if beside else ANY_NUMBER, of_part)


def _of_two(model: Model, rival: Model) -> dict[str, object]:
    """Their name and where the two stand; the sheets are named where both are in one file."""
    sheets = [f"trang “{each.sheet}”, " if model.file == rival.file else "" for each in (model, rival)]
    place, other = (
        f"“{each.file}”, {sheet}dòng {each.row}" for each, sheet in zip((model, rival), sheets, strict=True)
    )
    return {"name": model.text, "place": place, "other": other}


def leaves_unread(unreadable: Sequence[Handled], lists: Iterable[Handled]) -> bool:
    """Whether a unit's files hold anything unread, where a model could stand that seems withdrawn."""
    readings = [item.read for item in lists if item.read]
    return bool(unreadable) or any(
        reading.possible or reading.doubtful or any(part.possible for part in reading.lists) for reading in readings
    )
