"""Whose a mail is: by its sender, its signature and the sentences that its sender wrote."""

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from aggregator.campaign.mails import is_forward
from aggregator.campaign.word_lists import MODELS, any_of, keys
from aggregator.nouns.finding import data_file
from aggregator.nouns.reading import UnitWords
from aggregator.nouns.unit import Unit
from aggregator.understand.line_names import LONGEST_NAME, is_address, whole_line
from aggregator.understand.unit_in_name import around_unit, unit_in_name, units_in_name
from aggregator.understand.unit_lines import unit_of_lines
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import begins, composed, is_personal_name, key, of_campaign, regex
from aggregator.vietnamese.scope import spellings

_QUOTED = regex(
    r"(?i)^\s*(?:>|-{2,}.*(?:original|forwarded|chuyển tiếp|gốc)|(?:from|từ|sent|to|đến|cc):"
    r"|(?:on|vào) .*(?:wrote|viết):?$)"
)
FROM = regex(r"(?i)^\s*\*?(?:from|từ|người gửi)\s*:\*?\s*")

_ASKED = of_campaign(  # who was asked does not send
    lambda: rf"(?i)\bhỏi (?:bên|xã|{any_of(spellings('thị trấn'))}|ý kiến|các|anh|chị)\b[^,.;]*"
)
_CITES = regex(r"(?:theo|tra loi|thuc hien|can cu)\b")
_OWN_BOX = regex(r"(?:gmail|yahoo|hotmail|outlook|icloud)\.")
_OF_OFFICE = regex(r"(?i)(?:xa|tt|thitran|ubnd|danguy|dangbo|hdnd|vp|mttq|bdv|phong|hoi|huyen|thpt|chicuc)")
# “Kính gửi Ban. Phòng Y tế …”; in “TT. Cao Thượng”, “V.P Huyện ủy” the stop ends no sentence
# “Kính gửi danh sách mới, bỏ danh sách cũ” names no addressee
# and in “Kính gửi Ban Dân vận, Phòng Y tế xin gửi danh sách” the sender stands behind the comma, right before what
# it does with its list: “…, Phòng Nội vụ đã yêu cầu gửi lại” names none
_SENT = r"(?:g[ửu]i|n[ộo]p|báo cáo|đăng k[ýí])"
_BUT_SENDER = (
    r"đ[ãa]|đang|đồng|yêu cầu|đề nghị|nhắc|nhờ|cần|sẽ|chưa|không|để|(?:mới|vừa)(?! g[ửu]i)|theo|cho"
    r"|được(?! (?:g[ửu]i|n[ộo]p|phép))"
)
_UP_TO = rf"(?:(?!\b(?:{_BUT_SENDER})\b)[^,.;:()]){{0,90}}?\b"
_HANDED = r"danh sách|ds|bản|bảng|biểu|mẫu|phiếu|hồ sơ|văn bản|file|tệp|kết quả|nội dung|các|mô hình|m[1-4]|\d+"
_ADDRESSEE = regex(
    r"(?i)^\W*k[íi]nh g[ửu]i\b(?! +(?:danh sách|ds|bản|file|tệp)\b)"
    r".*?(?:(?<=\w{3})\.\s+|(?:,|\s[-–—])\s+"
    rf"(?=(?!k[íi]nh g[ửu]i){_UP_TO}{_SENT}(?: theo(?= mẫu)| được)? {_UP_TO}(?:{_HANDED})\b)|$)"
)
_RULE_OR_ADDRESSEE = regex(r"(?i)^\s*(?:>|-{2,}|\*?(?:to|đến|tới|cc|subject|chủ đề|date|sent|ngày|đã gửi)\s*:)")
_CLAUSE_END = regex(r"[,;](?=\s|$)|\s[-–—|]\s|\t|(?<=\w{3})[.!?](?=\s|$)")
_SENDS, _ENCLOSED, _FILLERS, _WRITERS, _PARTNERS, _ASIDE = (
    any_of(keys("signature", name, "mail.toml"))
    for name in ("sends", "enclosed", "fillers", "writers", "partners", "aside")
)
_LIST_BEFORE = regex(
    rf"\b(?:(?:{_ENCLOSED}|dang ky)(?: (?:{_FILLERS}|\d+))*|(?:{_SENDS})(?: (?:{_FILLERS}|\d+))+)$"
)
_WRITER = regex(rf"(?:(?:{_WRITERS}|cua) ?)*|(?:{_WRITERS})(?: [a-z]+){{1,5}} (?:{_WRITERS})")
_SENDS_THEN = regex(rf"(?:(?:xin|kinh|tran trong|em|toi|chung toi) )*(?:{_SENDS})\b")
# for whom a list is sent: “gửi hộ xã …”, and not whom the board may give a copy: “Ban chuyển giúp …”
_SENT_FOR = regex(rf"(?<!ban )\b(?:{_SENDS})(?: [a-z]+)?? (?:ho|giup|thay)(?: (?:cho|{_FILLERS}))*$")
_HELPS = regex(rf"\b(?:{_SENDS}) (?:ho|giup|thay)\b")
_PATTERN_OF = regex(rf"(?<!kem )(?<!gui )(?<!dinh )\btheo (?:{_ENCLOSED})(?: [a-z0-9]+){{0,2}} cua$")  # another's
_PAPER_OF = regex(r"\b(?:ban|danh sach|ds) cua(?: [a-z]+){0,2}$")
_ASKS_TO_SEND = regex(rf"nho(?: [a-z]+){{0,4}} (?:{_SENDS})\b")
_ACTS = regex(rf"\b(?:{_SENDS}|danh sach|ds|m[1-4]|khong|\d+ {MODELS})\b")
_SENDS_LIST = regex(rf"\b(?:{_SENDS})(?: [a-z]+){{0,6}}? (?!ban\b(?! dang ky))(?:{_ENCLOSED})\b")  # no “gửi Ban”
_HANDS_ON = regex(r"(?i)\bchuyển (?!đổi|biến|giao)\w")  # and no “chuyên viên”
_PARTNER = regex(rf"\b(?:{_PARTNERS})\b")
_MENTION = regex(rf"\b(?:{_PARTNERS}|{_ASIDE})\b")
_CLOSE = regex(r"(?:(?:a|nhe|nha|day|\d+)\b ?)*")
_WRITER_WORD = regex(rf"\b(?:{_WRITERS}|a|nhe|\d+)\b")
_BOX = regex(r"<[^<>]*>|\S+@\S+")
_MOST_OF_SIGNATURE = 2  # words beside the unit's name that are not known: “CT”, “ạ”


def short_line(names: UnitNames, text: str) -> Naming | None:
    """The unit that a line names as a whole; a long one is a title or a sentence."""
    return whole_line(names, text) if len(text) < LONGEST_NAME else None


def written_sender(names: UnitNames, sender: str) -> str:
    """The sender without a display name (“Nguyễn Cao Xá”) or a box (vietlap90@gmail.com) that is a person's."""
    name, bracket, address = sender.partition("<")
    local, _, host = (address if bracket else sender).strip(" <>").rpartition("@")
    name = name.strip(" \"'")
    if _OWN_BOX.match(host) and not _OF_OFFICE.match(local):
        return name if bracket and not (_is_persons(names, name) or key(name) in names.bare) else ""
    of_person = is_personal_name(name) and not whole_line(names, name)
    by_chance = key(name) in names.bare and key(name).replace(" ", "") not in key(address).replace(" ", "")
    return address if bracket and (of_person or by_chance) else sender


def unit_of_mail(names: UnitNames, text: str) -> Naming | None:
    """The only unit that a mail's own words name: its signature's lines first, then its sentences."""
    if not text:
        return None  # most returns came in no mail
    written = [_citing(_ASKED.sub("", line)) for line in sender_lines(text)]
    below = (*written[1:], "")  # in small letters it goes on with a line that was too long
    lines = [_of_sender(names, a, whole=not b[:1].islower()) for a, b in zip(written, below, strict=False)]
    lines = [line for line in lines if not _is_persons(names, line.strip(" .,!"))]
    lines = [line for line in lines if not (_only_sounds_so(names, line) or _names_communes(names, line))]
    beside = [line for line in lines if not is_address(names, line)]
    return _unit_of_own(names, beside) or _unit_of_own(names, lines)


def _is_persons(names: UnitNames, line: str) -> bool:
    """Whether a line is a person's name; “Trường THPT Nhã Nam” is none, and “Trương Nhã Nam” is."""
    named = short_line(names, line) if is_personal_name(line) else None
    return is_personal_name(line) and (named is None or names.is_commune(named.unit))


def _citing(line: str) -> str:
    """A line of a mail without the clause that cites a paper: “Thực hiện Công văn của …, xã Cao Xá gửi …”."""
    return line.partition(",")[2] if _CITES.match(key(line)) else line


def _unit_of_own(names: UnitNames, lines: Sequence[str]) -> Naming | None:
    signed = [n for n in (short_line(names, line) for line in lines) if n]
    written = [n for n in (unit_in_name(names, line) for line in lines) if n]
    owners = [n for n, line in ((unit_in_name(names, line), line) for line in lines) if n and _owns(names, n, line)]
    for found in ([n for n in each if not names.is_board(n.unit)] for each in (signed, written)):
        if found:
            return found[0] if len({n.unit for n in (*found, *owners)}) == 1 else None
    words = [UnitWords("", row, line, labelled=False) for row, line in enumerate(lines)]
    named = unit_of_lines(names, words)
    return named if named and named.how == "exact" and not names.is_board(named.unit) else None


def _names_communes(names: UnitNames, line: str) -> bool:
    return len({unit.code for unit in units_in_name(names, line) if names.is_commune(unit)}) > 1


def _owns(names: UnitNames, named: Naming, line: str) -> bool:
    beside = (_beside(names, clause, named.unit) for clause in _CLAUSE_END.split(line))
    return not names.is_board(named.unit) and any(each is not None and _is_sent_for(*each) for each in beside)


def _only_sounds_so(names: UnitNames, line: str) -> bool:
    """Whether a line seems to end with a commune after its body, and does not write it: “Hội viên tận trung”."""
    named = short_line(names, line)
    return bool(named and named.body and names.is_commune(named.unit) and unit_in_name(names, line) is None)


def _of_sender(names: UnitNames, line: str, *, whole: bool) -> str:
    """A line of a mail without clauses that only mention a unit; ``whole``: it may be a name with its place."""
    kept: list[str] = []
    later = False
    clauses = _CLAUSE_END.split(line)
    if whole and len(clauses) == 1 and len(line) < LONGEST_NAME and names.exact(line.strip(" .,:;-*!")):
        return line  # “Liên đoàn Lao động huyện Tân Yên”
    for clause in clauses:
        named = unit_in_name(names, clause)
        if named and _is_mentioned(names, clause, named.unit, later=later):
            later = True
        else:
            kept.append(clause)
            later = later or bool(_MENTION.search(key(clause)) and not is_personal_name(clause.strip()))
    return line if len(kept) == len(clauses) else ", ".join(kept)


def _beside(names: UnitNames, clause: str, unit: Unit) -> tuple[str, str, str] | None:
    """The words before a unit with its body, those before its bare name, and those behind; None where it is not."""
    found = around_unit(names, _BOX.sub(" ", clause), unit)
    if found is None:
        return None
    words, after = found[0], " ".join(found[1])
    ends = reversed(range(len(words))) if names.is_commune(unit) else ()
    hand = next((at for at in ends if names.is_hand(" ".join(words[at:]))), len(words))  # “Hội Nông dân xã …”
    before = " ".join(words[:hand])
    wrappers = (*names.bodies, *names.words.wrappers)
    while wrapper := next((each for each in wrappers if f" {before}".endswith(f" {each}")), None):
        before = before.removesuffix(wrapper).strip()
    return before, " ".join(words), after


def _is_sent_for(before: str, words: str, after: str) -> bool:
    """Whether what stands beside a unit says that a list is its, whoever sends it: “Em gửi thay cho xã Cao Xá”."""
    plain = _HELPS.sub("", words)
    of = _PAPER_OF.search(plain) and not _MENTION.search(plain)
    return bool(of or _SENT_FOR.search(before) or _LIST_BEFORE.search(before) or _ASKS_TO_SEND.match(after))


def _is_mentioned(names: UnitNames, clause: str, unit: Unit, *, later: bool) -> bool:
    """Whether a clause names a unit that neither sends nor signs; ``later``: behind one that is of partners."""
    beside = _beside(names, clause, unit)
    if beside is not None and _PATTERN_OF.search(beside[0]):
        return True
    if beside is None or _is_sent_for(*beside):
        return False
    before, words, after = beside
    whole = "" if _MENTION.search(words) else words
    asked = words.endswith("nho")  # “bản ký em nhờ Phòng Nội vụ chuyển”
    if (_SENDS_THEN.match(after) and not asked) or _LIST_BEFORE.search(whole):
        return False
    if _WRITER.fullmatch(before):
        signs = not later and bool(_CLOSE.fullmatch(after))
        return bool(_PARTNER.search(after)) or not (signs or _ACTS.search(after))
    unknown = _WRITER_WORD.sub("", f"{before} {after}").split()
    return len(unknown) > _MOST_OF_SIGNATURE or bool(_MENTION.search(f"{before} | {after}"))


def words_handed_on(text: str) -> str:
    """The words of a mail that hands on another, as one text: whom the other is from, and what it says."""
    lines = (FROM.sub("", line) for line in text.splitlines() if not _RULE_OR_ADDRESSEE.match(line))
    return "\n".join(lines)


def _sends_list(text: str) -> bool:
    """Whether the sender says that he sends a list: “Phòng gửi danh sách”; one who passes it on says “chuyển”."""
    return any(_SENDS_LIST.search(key(line)) for line in _above_quoted(text)) and not _says_passed_on(text)


def hands_on(names: UnitNames, sender: Unit, text: str) -> bool:
    """Whether a mail passes on what is others': “Chuyển Ban … Phòng Y tế”, “Gửi Ban M4 Phòng Y tế và …”."""
    clauses = [clause for line in sender_lines(text) for clause in _CLAUSE_END.split(line)]
    named = [(clause, unit) for clause in clauses for unit in units_in_name(names, clause)]
    named = [(clause, unit) for clause, unit in named if unit != sender and not names.is_board(unit)]
    beside = (_beside(names, clause, unit) for clause, unit in named)
    theirs = any(each is not None and _is_sent_for(*each) for each in beside)
    return (theirs or (bool(named) and _says_passed_on(text))) and not _is_senders(_whose_list(text))


def _says_passed_on(text: str) -> bool:
    return any(map(_HANDS_ON.search, _above_quoted(composed(text))))


def _above_quoted(text: str) -> list[str]:
    """The lines that the sender wrote, with those to the addressee."""
    return [*takewhile(lambda line: not _QUOTED.match(line), text.splitlines())]


def _quoted_lines(text: str) -> str:
    """The lines of an earlier mail below those that the sender wrote."""
    return "\n".join(dropwhile(lambda line: not _QUOTED.match(line), text.splitlines()))


def sender_lines(text: str) -> list[str]:
    """The lines that the sender wrote: up to what is quoted, without the addressee's."""
    return [line for each in _above_quoted(text) if (line := _ADDRESSEE.sub("", each).strip())]


# a list handed on, and no other's that was followed, sent by mistake or asked: “theo mẫu của …”, “có ý kiến của …”
_LIST = r"(?:danh sách|ds|file|tệp|hồ sơ|m[34]|bản|biểu|mẫu)"
_OTHERS = "|".join(data_file("mail.toml")["signature"]["others"])
_BETWEEN = rf"(?:(?!\b(?:{_OTHERS}|{_LIST})\b)[^.;])"
_BEHIND = "|".join(data_file("mail.toml")["signature"]["behind"])
_NOT_SENT = r"(?:(?:anh|chị) \w+ (?:gửi|nộp)|(?:em )?(?:chưa|không|sẽ)|(?:gửi|nộp) sau)\b"  # “… chị Hoa gửi sau”
LIST_OF = regex(
    rf"(?i)(?<!chưa )(?<!không )(?:chuyển|gửi){_BETWEEN}{{0,20}} {_LIST}(?:(?:,| scan| mềm)? {_LIST})*"
    rf"(?: đăng k[ýí]{_BETWEEN}{{0,30}})? của ((?:(?:anh|chị) )?(?:(?!\b(?:{_OTHERS}|{_BEHIND})\b)[^.;,(])++)"
    rf"(?!{_NOT_SENT})"
)


def list_owner(names: UnitNames, sender: str, subject: str | None, text: str) -> Naming | None:
    """Whose list a mail hands on: “chuyển danh sách của xã Cao Xá”, “Fwd: …” over “From: UBND xã Cao Xá”."""
    whose = _whose_list(text)
    of = unit_in_name(names, whose) if whose else None
    if of and not names.is_board(of.unit):
        return of
    return None if _is_senders(whose) else _owner_of_forward(names, sender, subject, text)


def _whose_list(text: str) -> str:
    """The words of a mail behind “danh sách của …”."""
    found = LIST_OF.search(" ".join(sender_lines(text)))
    return found[1] if found else ""


def _is_senders(whose: str) -> bool:
    """Whether an office calls a list its own: “danh sách của Văn phòng”, whatever else its mail passes on."""
    return key(whose) in keys("signature", "first_person", "mail.toml")


def _owner_of_forward(names: UnitNames, sender: str, subject: str | None, text: str) -> Naming | None:
    """Whose mail, or list, an agency's mail passes on.

    A commune may send its own list over the letter that it was asked by, and so may an agency over that of an
    office which passes on papers.
    """
    agency = unit_in_name(names, written_sender(names, sender))
    if agency is None or names.is_commune(agency.unit) or names.is_board(agency.unit):
        return None
    own = unit_of_mail(names, text)
    quoted = words_handed_on(_quoted_lines(text)) if is_forward(subject) else ""
    owner = own if own and passes_on(names, agency.unit) else unit_of_mail(names, quoted)
    if owner is None or owner.unit == agency.unit or (own and own.unit != owner.unit):
        return None
    if not names.is_commune(owner.unit) and not passes_on(names, agency.unit) and _sends_list(text):
        return None  # its own, over the letter of another agency
    return None if passes_on(names, owner.unit) else owner


def passes_on(names: UnitNames, unit: Unit) -> bool:
    """Whether a unit is an office through whose hands the mail of others goes."""
    return begins(key(unit.name), names.words.mail_rooms)
