"""How a list stands to an earlier one of its unit, by its words: a numbered piece of one list, or in its place."""

import re
from functools import cache, lru_cache

from aggregator.campaign.mail_words import any_marked, as_marked, words
from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import key

_NUMBERS = {"i": 1, "một": 1, "nhất": 1, "ii": 2, "hai": 2, "iii": 3, "ba": 3, "iv": 4, "bốn": 4, "tư": 4, "v": 5}
_BRACKETED = re.compile(r"[(\[]\s*(\d)\s*[-_/]\s*([2-9])\s*[)\]]")
_SLASH = re.compile(r"(?<![\d/.-])(\d)\s*/\s*([2-9])(?![\d/])")
_NO_MODEL = r"(?!\d|capA?C?\b|soA?C?\b|m[12]\b)"  # “bỏ đăng ký mô hình 2 đã gửi”, “thay bản đăng ký M1 đã gửi”
_NUMBER_AFTER = re.compile(r"(?<=[^\W\d_])_?(?=\d)")  # “phan1”


@cache
def _pieces() -> tuple[re.Pattern[str], ...]:
    pieces, counted = (any_marked(words("succession", name)) for name in ("pieces", "counted"))
    number, nth, of = any_marked(list(_NUMBERS)), any_marked(["thứ"]), any_marked(["trên", "of", "slash"])
    which, order = rf"(\d{{1,2}}|(?:{number}))(?!\w)", any_marked(["thứ", "số"])
    return (
        re.compile(rf"\b(?:{pieces})(?: (?:{order}))? {which}(?: (?:{of}) (\d)(?!\w))?"),
        re.compile(rf"\b(?:{counted})(?: (?:{order}))? (\d) (?:{of}) (\d)(?!\w)"),
        re.compile(rf"\b(?:{counted}) (?:{nth}) {which}()"),
        re.compile(rf"(?<!\w)(\d) (?:{any_marked(['trên', 'of'])}) ([2-9])(?!\w)"),
    )


@lru_cache(maxsize=4096)
def piece_of(text: str) -> tuple[int, int] | None:
    """Which piece of one list a list is, as a text says, and of how many (0: unsaid): “phần 2”, “(1/2)”."""
    plain = _SLASH.sub(r"\1 slash \2", _BRACKETED.sub(r" part \1 slash \2 ", text))
    found = next(filter(None, (p.search(as_marked(_NUMBER_AFTER.sub(" ", plain))) for p in _pieces())), None)
    if found is None:
        return None
    numbers = {spelt: number for word, number in _NUMBERS.items() for spelt in (as_marked(word), key(word))}
    which = numbers[found[1]] if found[1] in numbers else int(found[1])
    most = int(found[2] or 0)
    return (which, most) if not most or which <= most else None  # “(5-2)” is a day


@cache
def _in_place() -> dict[str, re.Pattern[str]]:
    said = {name: f"(?:{any_marked(given)})" for name, given in data_file("words.toml")["succession"].items()}
    lists, former = said["lists"], said["former"]
    patterns = {
        "replaces": rf"\b{said['replacing']}(?: {said['whole']})*(?: {lists})+"
        rf"(?: {_NO_MODEL}\w+){{0,3}}? {former}\b"
        rf"|\b{lists}(?: \w+){{0,2}}? {former}\b(?: \w+){{0,8}}? {said['void']}\b",
        "final": rf"(?:\b{lists}(?: \w+){{0,3}}? |^){said['final']}\b",
        "amends": rf"(?<!hinh )(?<!hinhG )\b{said['amended']}(?: {lists})*$"
        rf"|\b{lists}(?: \w+)? {said['amended']}\b|\b{said['amended']} {lists}\b",
        "unless": rf"\b{said['unless']}\b",
        "not_final": rf"\b{said['not_final']}\b",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


@lru_cache(maxsize=4096)
def replaces_list(sentence: str, *, as_long: bool = True) -> bool:
    """Whether a sentence says for certain that the list which comes with it stands in the place of an earlier one.

    “Đính chính” says so only of a list that is ``as_long`` as the earlier one: it may hold the mended rows alone.
    """
    said, patterns = as_marked(sentence), _in_place()
    if sentence.rstrip().endswith("?") or patterns["unless"].search(said):
        return False
    final = patterns["final"].search(said) and not patterns["not_final"].search(said)
    return bool(final or patterns["replaces"].search(said) or (as_long and patterns["amends"].search(said)))
