"""Workbooks of other programs and old machines: Strict OOXML, a lying dimension tag, .xlsm, old fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.samples.nouns import Cell, Sheet
from tests.samples.parts import unzipped, zipped

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/"
STRICT_MAIN = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = b"http://purl.oclc.org/ooxml/officeDocument/"
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')

# What the keyboards of the nineties wrote for each letter. A toned capital of TCVN3 is typed small.
TCVN3 = """
Ă¡ Â¢ Ê£ Ô¤ Ơ¥ Ư¦ Đ§ ă¨ â© êª ô« ơ¬ ư\u00ad đ® àµ ả¶ ã· á¸ ạ¹ ằ» ẳ¼ ẵ½ ắ¾ ặÆ ầÇ ẩÈ ẫÉ ấÊ ậË èÌ ẻÎ ẽÏ éÐ ẹÑ
ềÒ ểÓ ễÔ ếÕ ệÖ ì× ỉØ ĩÜ íÝ ịÞ òß ỏá õâ óã ọä ồå ổæ ỗç ốè ộé ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ừõ ửö ữ÷ ứø ựù
ỳú ỷû ỹü ýý ỵþ
"""
CODES = {pair[0]: pair[1:] for pair in TCVN3.split()}
VNI = """
áaù àaø ảaû ãaõ ạaï âaâ ấaá ầaà ẩaå ẫaã ậaä ăaê ắaé ằaè ẳaú ẵaü ặaë éeù èeø ẻeû ẽeõ ẹeï
êeâ ếeá ềeà ểeå ễeã ệeä íí ìì ỉæ ĩó ịò óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä
ơô ớôù ờôø ởôû ỡôõ ợôï úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ
"""
VNI_CODES = {pair[0]: pair[1:] for pair in VNI.split()}
VNI_CODES |= {letter.upper(): typed.upper() for letter, typed in VNI_CODES.items()}


def strict(data: bytes) -> bytes:
    """The workbook as “Strict Open XML Spreadsheet”."""
    parts = unzipped(data)
    made = {
        name: part.replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS) for name, part in parts.items()
    }
    workbook = made["xl/workbook.xml"]
    made["xl/workbook.xml"] = workbook.replace(b"<workbook ", b'<workbook conformance="strict" ', 1)
    return zipped(made)


def wrong_dimension(data: bytes) -> bytes:
    """The workbook with the dimension tag that WPS Office leaves behind: one cell."""
    parts = unzipped(data)
    return zipped(
        {
            name: DIMENSION.sub(b'<dimension ref="A1"/>', part) if name.startswith("xl/worksheets/") else part
            for name, part in parts.items()
        }
    )


def macro_enabled(data: bytes) -> bytes:
    """The workbook as .xlsm, its macros taken out by a mail server."""
    parts = unzipped(data)
    return zipped({name: part.replace(PLAIN_TYPE, MACRO_TYPE) for name, part in parts.items()})


def tcvn3(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets typed in .VnTime; what is all capitals is typed small and shown by .VnTimeH."""
    made = []
    for sheet in sheets:
        rows = [
            [_old(cell, capitals=sheet.looks[number] in ("title", "sign")) for cell in row]
            for number, row in enumerate(sheet.rows)
        ]
        made.append(replace(sheet, rows=rows, font=".VnTime"))
    return made


def _old(cell: Cell, *, capitals: bool) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.lower() if capitals else cell
    plain = text.replace("“", '"').replace("”", '"').replace("–", "-").replace("²", "2")
    return "".join(CODES.get(letter) or CODES.get(letter.lower(), letter) for letter in plain)


def vni(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets typed in VNI-Times."""

    def typed(text: str) -> str:
        plain = text.replace("“", '"').replace("”", '"').replace("–", "-")
        return "".join(VNI_CODES.get(letter, letter) for letter in plain)

    return [replace(sheet, font="VNI-Times") for sheet in in_other_letters(sheets, typed)]


def decomposed(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets as a Mac pastes them: every accent a sign of its own, no-break blanks between."""

    def apart(text: str) -> str:
        return unicodedata.normalize("NFD", text).replace(" ", "\u00a0", 1)

    return in_other_letters(sheets, apart)


def in_other_letters(sheets: Sequence[Sheet], change: Callable[[str], str]) -> list[Sheet]:
    """The sheets with every text changed."""
    return [
        replace(
            sheet, rows=[[change(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows]
        )
        for sheet in sheets
    ]
