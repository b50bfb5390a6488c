"""The words by which mails are understood, and by which units are told of findings."""

import re
from typing import Any

from msgspec import Struct

from aggregator.campaign.sentences import asks, has_words, parts_of, promises, sentences
from aggregator.campaign.word_lists import keys
from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import begins, fold, key, regex
from aggregator.vietnamese.scope import in_place_words, memory

LOST_LETTER = regex(r"(?<=[^\W\d_])\?+(?=[^\W\d_])|\?{2,}(?=[^\W\d_])|\ufffd")  # “??NG ?Y X? PH?C H?A”
_MOST_LOST = 5


@memory()
def mail_keys(table: str, name: str) -> tuple[str, ...]:
    """A list of words of ``mail.toml`` as they stand in a folded line, where punctuation counts (“From:”)."""
    return tuple(map(fold, data_file("mail.toml")[table][name]))


QUOTED = "> "  # before the head of a mail that is quoted, and handed on where a unit sent it
QUOTE_MARK = regex(r"(?m)^[ \t]*>[> ]*")  # at the beginning of a quoted line


def without_quotes(text: str) -> str:
    """The lines of a text but for those that it quotes."""
    return "\n".join(line for line in text.splitlines() if not QUOTE_MARK.match(line))


@memory()
def zones() -> dict[str, int]:
    """Minutes east of Greenwich by the folded name of a zone."""
    return {fold(name): minutes for name, minutes in data_file("mail.toml")["zones"].items()}


def is_forward(subject: str | None) -> bool:
    """Whether the subject says that the mail hands on another (“Fwd: …”)."""
    return fold(subject or "").partition(":")[0].strip() in mail_keys("subject", "forwards")


def is_answer(subject: str | None) -> bool:
    """Whether the subject says that the mail answers another (“Re: …”)."""
    return fold(subject or "").partition(":")[0].strip() in mail_keys("subject", "answers")


def answers_us(line: str) -> bool:
    """Whether a line is the subject of an answer to a letter of ours: “Re: Đề nghị sửa, bổ sung hồ sơ …”."""
    _, _, subject = line.partition(":")
    begun = fold(subject.strip()).startswith(mail_keys("subject", "ours"))
    return is_answer(line) and (begun or answers_us(subject.strip()))


def promises_list(sentence: str) -> bool:
    """Whether a sentence beside other papers promises the list: “M4 sẽ gửi …”, and not “Kế hoạch gửi sau”."""
    said = (key(part) for part in parts_of(sentence) if promises(part))
    of_list = (w for w in said if has_words(w, "earlier", "lists") or not has_words(w, "promise", "others"))
    return any(has_words(w, "earlier", "later") or not has_words(w, "promise", "present") for w in of_list)


def may_bring_list(subject: str | None, text: str | None) -> bool:
    """Whether a mail without files speaks of a list, or is empty; a question does where something was sent."""
    return not _is_automatic(subject) and (not text or any(map(_brings_list, sentences(text))))


def _is_automatic(subject: str | None) -> bool:
    return begins(key(subject or ""), keys("bringing", "automatic", "mail.toml"))


def may_be_anybodys_list(subject: str | None, text: str | None) -> bool:
    """Whether a mail without files that names no unit says that it brings a list, or holds what cannot be read."""
    said = (subject or "", *sentences(text or ""))
    brings = any(_brings_list(part) and has_words(key(part), "earlier", "lists") for part in said)
    return not _is_automatic(subject) and (brings or len(LOST_LETTER.findall(text or "")) > _MOST_LOST)


def _brings_list(sentence: str) -> bool:
    """Whether a sentence speaks of what the unit sent or registers, and not of the board's papers alone."""
    words = key(sentence)
    parts = () if asks(sentence) else map(key, re.split("[,;]", sentence))  # none undoes what another says
    own = (p for p in parts if not (has_words(p, "bringing", "unless") or _is_of_board(p)))
    brings = any(has_words(p, "bringing", "phrases") for p in own)
    sent = has_words(_without(words, "bringing"), "bringing", "sent")
    return brings or sent or has_words(words, "bringing", "arrived")


def says_sent_before(text: str) -> bool:
    """Whether a sentence excuses a late mail: the list, or its paper, came before it, or leave was given."""
    parts = [key(part) for part in re.split("[,;]", text)]
    of_list = [p for p in parts if has_words(p, "earlier", "lists") or not has_words(p, "earlier", "others")]
    words = _without(" | ".join(of_list), "earlier")
    of_unit = _without(" | ".join(p for p in of_list if not has_words(p, "earlier", "hamlets")), "earlier")
    hands_on = has_words(key(text), "earlier", "handing") and has_words(of_unit, "earlier", "handed")
    return hands_on or has_words(words, "earlier", "phrases") or says_permitted(text)


def _without(words: str, table: str) -> str:
    """Words without what the board sent, and the phrases under ``unless`` of a table, the longest first."""
    words = _board_sends().sub("|", words)
    for phrase in sorted(keys(table, "unless", "mail.toml"), key=len, reverse=True):
        words = re.sub(rf"\b{re.escape(phrase)}\b", "|", words)
    return words


@memory()
def _board_sends() -> re.Pattern[str]:
    """What is no list, in folded words: “mẫu Ban đã gửi”, “Ban Dân vận gửi”."""
    names, papers, senders = ("|".join(keys("board", name, "mail.toml")) for name in ("names", "papers", "senders"))
    addressed = "".join(rf"(?<!\b{words} )" for words in keys("board", "addressed", "mail.toml"))
    lists = "".join(rf"(?<!\b{words} cua )" for words in keys("board", "lists", "mail.toml"))
    return regex(rf"\b(?:{addressed}(?:{names})|(?:{papers})(?: m[1-4])? {lists}(?:{senders})) (?:da )?gui\b")


def _is_of_board(part: str) -> bool:
    """Whether a part of a sentence is about the board's papers, and not of what was done by them (“theo mẫu …”)."""
    sends = _board_sends().search(part)
    return bool(sends and not has_words(part[: sends.start()], "board", "done"))


def says_permitted(text: str) -> bool:
    """Whether a sentence says that the unit was given leave to send later (“Trưởng Ban đồng ý cho lùi đến …”)."""
    words = key(text)
    given = all(has_words(words, "earlier", name) for name in ("permitted", "sendings", "later"))
    return given and not has_words(words, "earlier", "requests")


class Request(Struct, frozen=True):
    """How a finding is put to a unit: ``manner`` heads its table; ``words`` may hold facts."""

    manner: str
    words: str


@memory()
def letter_words(table: str) -> dict[str, Any]:
    """What letters say: of a ``doubt`` (none that only the board can settle), in place of a finding's ``words``.

    ``doubt_told_by`` has the findings that tell a doubt already, by their codes; ``came`` what papers are called.
    """
    words: dict[str, Any] = data_file("letters.toml")[table]
    return {code: in_place_words(said) if isinstance(said, str) else said for code, said in words.items()}


@memory()
def requests_by_code() -> dict[str, Request]:
    """By finding code; a code that is not there is not told to units."""
    tables = ("doubt", "doubt_told_by", "words", "came", "house")
    manners = ((manner, texts) for manner, texts in data_file("letters.toml").items() if manner not in tables)
    return {code: Request(how, in_place_words(words)) for how, texts in manners for code, words in texts.items()}
