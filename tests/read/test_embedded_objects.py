"""Documents inside documents: what is taken out, what is told to be closed, what is no document at all."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.nouns.document import Unreadable
from aggregator.read.embedded_objects import embedded_members
from aggregator.read.kinds import OLE, sniff
from aggregator.read.mail import open_mbox, signed_content
from aggregator.read.outlook import unpack
from tests.read.cfb import Tree, compound
from tests.read.envelopes import signed, tnef
from tests.sheets import workbook

BOOK = workbook("Ghi chú")
BIFF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(200)


def package(parts: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def native(name: str, data: bytes) -> bytes:
    """What Windows makes of a file that is dragged into a document."""
    raw = name.encode("cp1258") + b"\x00"
    inside = bytes(4) + b"\x02\x00" + raw + b"C:\\" + raw + b"\x00\x00\x03\x00"
    return inside + len(raw).to_bytes(4, "little") + raw + len(data).to_bytes(4, "little") + data


def dragged(name: str) -> bytes:
    return compound({"\x01Ole10Native": native(name, BOOK)})


def refers(*targets: str) -> str:
    each = (f'<Relationship Id="r{n}" Target="{target}" Type="x"/>' for n, target in enumerate(targets))
    return f"<Relationships>{''.join(each)}</Relationships>"


def word(parts: Mapping[str, bytes], drawn: tuple[str, ...] = (), unseen: tuple[str, ...] = ()) -> bytes:
    """A Word file with these parts in word/embeddings; some only a chart shows, some nothing shows."""
    shown = [f"embeddings/{name}" for name in parts if name not in (*drawn, *unseen)]
    rels = {
        "word/_rels/document.xml.rels": refers(*shown, "charts/chart1.xml"),
        "word/charts/_rels/chart1.xml.rels": refers(*(f"../embeddings/{name}" for name in drawn)),
    }
    return package({"word/document.xml": "<w/>", **rels, **{f"word/embeddings/{n}": d for n, d in parts.items()}})


OBJECTS: dict[str, tuple[str, bytes, str]] = {
    "a workbook as it is": ("Sheet1.xlsx", BOOK, "Sheet1.xlsx"),
    "a workbook in an object": ("oleObject1.bin", compound({"Package": BOOK}), "oleObject1.xlsx"),
    "a file that was dragged in": (
        "oleObject1.bin",
        compound({"\x01Ole10Native": native("M1.xlsx", BOOK)}),
        "M1.xlsx",
    ),
    "an old workbook": ("oleObject1.bin", compound({"Workbook": BIFF}), "oleObject1.xls"),
    "an old Word file": ("oleObject1.bin", compound({"WordDocument": bytes(99)}), "oleObject1.doc"),
    "a PDF": ("oleObject1.bin", compound({"CONTENTS": b"%PDF-1.7"}), "oleObject1.pdf"),
}


@pytest.mark.parametrize("kind", OBJECTS)
def test_an_inserted_document_is_a_member_under_its_own_name(kind: str) -> None:
    part, data, name = OBJECTS[kind]
    inside = embedded_members(word({part: data}), "docx")
    assert [member.name for member in inside.members] == [name]
    assert inside.notices == []


@pytest.mark.parametrize(
    ("row", "width", "height", "large"),
    [
        (0, 700, 300, False),  # a banner over the letterhead
        (11, 700, 300, True),  # a strip of rows, pasted over the last ones
        (11, 600, 100, True),
        (30, 400, 200, False),  # a seal with a signature
        (0, 900, 500, True),
    ],
)
def test_a_picture_may_show_models_where_it_is_as_large_as_rows_of_a_table(
    row: int, width: int, height: int, large: bool
) -> None:
    size = f'<ext cx="{width * 9525}" cy="{height * 9525}"/>'
    corner = f"<from><col>0</col><colOff>0</colOff><row>{row}</row></from>"
    drawing = f'<wsDr><oneCellAnchor>{corner}{size}<pic><a:blip r:embed="rId1"/></pic></oneCellAnchor></wsDr>'
    host = package({"xl/workbook.xml": "", "xl/drawings/drawing1.xml": drawing, "xl/media/image1.png": b"x"})
    assert embedded_members(host, "xlsx").large is large


@pytest.mark.parametrize("part", ["xl/cellimages.xml", "xl/richData/richValueRel.xml"])
def test_so_may_one_that_is_placed_in_a_cell(part: str) -> None:
    for size, large in ((2_000, False), (200_000, True)):
        host = package({"xl/workbook.xml": "", part: "", "xl/media/image1.png": b"x" * size})
        assert embedded_members(host, "xlsx").large is large


def test_two_of_one_name_are_both_kept() -> None:
    same = dragged("M1.xlsx")
    inside = embedded_members(word({"a.bin": same, "b.bin": same}), "docx")
    assert [member.name for member in inside.members] == ["M1.xlsx", "M1 (2).xlsx"]


def test_a_charts_numbers_formulas_and_what_nothing_shows_are_no_documents() -> None:
    parts = {"chart.xlsx": BOOK, "old.xlsx": BOOK, "oleObject1.bin": compound({"Equation Native": b"x"})}
    inside = embedded_members(word(parts, drawn=("chart.xlsx",), unseen=("old.xlsx",)), "docx")
    assert (inside.members, inside.notices) == ([], [])


def test_what_nobody_can_open_is_told() -> None:
    parts = {"oleObject1.bin": compound({"Strange": bytes(9)}), "b.bin": b"\x00\x01", "c.bin": OLE}
    inside = embedded_members(word(parts), "docx")
    assert inside.members == []
    assert [(code.code, code.detail) for _, code in inside.notices] == [
        ("embedded-not-opened", "oleObject1.bin"),
        ("embedded-not-opened", "b.bin"),
        ("embedded-not-opened", "c.bin"),
    ]


def test_the_objects_of_an_old_workbook_are_taken_out() -> None:
    tree: Tree = {
        "Workbook": BIFF,
        "MBD0001": {"Package": BOOK},
        "MBD0002": {"\x01Ole10Native": native("M1.xlsx", BOOK)},
        "MBD0003": {"Workbook": BIFF},
        "MBD0004": {"Equation Native": b"x"},
    }
    inside = embedded_members(compound(tree), "xls")
    assert [(member.name, sniff(member.data)) for member in inside.members] == [
        ("MBD0001.xlsx", "xlsx"),
        ("M1.xlsx", "xlsx"),
        ("MBD0003.xls", "xls"),
    ]


def test_so_are_those_of_an_old_word_file_and_the_rest_is_told() -> None:
    pool: Tree = {"_1": {"\x01Ole10Native": native("M3.xlsx", BOOK)}, "_2": {"WordDocument": bytes(9)}}
    inside = embedded_members(compound({"WordDocument": bytes(9), "ObjectPool": pool}), "doc")
    assert [member.name for member in inside.members] == ["M3.xlsx"]
    assert [notice.detail for _, notice in inside.notices] == ["_2.doc"]


def test_an_object_of_an_open_document_is_a_file_again() -> None:
    kind = "application/vnd.oasis.opendocument"
    manifest = (
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}.text"/>'
        f'<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="{kind}.spreadsheet"/>'
        f'<manifest:file-entry manifest:full-path="Object 2/" manifest:media-type="{kind}.chart"/>'
    )
    parts = {"mimetype": f"{kind}.text", "META-INF/manifest.xml": manifest, "Object 1/content.xml": "<x/>"}
    (member,) = embedded_members(package({**parts, "Object 2/content.xml": "<c/>"}), "odt").members
    assert (member.name, sniff(member.data)) == ("Object 1.ods", "ods")


WHOLE = {
    "an embedded package": (word({"a.bin": OBJECTS["a file that was dragged in"][1]}), "docx"),
    "an old workbook": (compound({"Workbook": BIFF, "MBD0001": {"Package": BOOK}}), "xls"),
}


@pytest.mark.parametrize("kind", WHOLE)
@given(st.data())
def test_a_damaged_host_raises_nothing_but_a_reason(kind: str, data: st.DataObject) -> None:
    raw, host = WHOLE[kind]
    damaged = mutated(raw, data)
    with contextlib.suppress(Unreadable):
        embedded_members(damaged, host)


@given(st.data())
def test_damaged_envelopes_raise_nothing_but_a_reason(data: st.DataObject) -> None:
    letters = b"From - x\nFrom: a@b.vn\n\nx\n\nFrom - y\nFrom: c@d.vn\n\ny"
    with contextlib.suppress(Unreadable):
        unpack(mutated(tnef({"a": BOOK[:300]}, "x"), data))
    with contextlib.suppress(Unreadable):
        signed_content(mutated(signed(BOOK[:300], indefinite=True), data))
    with contextlib.suppress(Unreadable):
        open_mbox(mutated(letters, data), "thu.mbox")


def mutated(raw: bytes, data: st.DataObject) -> bytes:
    """Some bytes changed, and perhaps the end cut off."""
    damaged = bytearray(raw)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    return bytes(damaged[: data.draw(st.integers(1, len(damaged)))])
