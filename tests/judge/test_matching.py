"""Forms M1 and M2 and the entries they are of: one to one, and the doubtful ones are no matches (R1)."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest

from aggregator.judge.pairs import bare, differ_in_place, match, registrations_of
from aggregator.nouns.outcome import FormMatches, Registration
from tests.forms import form, registration
from tests.handled import handled
from tests.sheets import CAMPAIGN, at

LATER = at("27/02/2024 10:00")


def frame_of(*entries: str, unit: str = "cao-xa") -> pd.DataFrame:
    """Entries given as “name @ address @ holder”, numbered from 0."""
    rows = [[unit, *(part.strip() for part in [*entry.split("@"), "", ""][:3])] for entry in entries]
    return pd.DataFrame(rows, columns=["unit", "name", "address", "holder"], dtype=object)


def matched(forms: list[Registration], *entries: str) -> list[int | None]:
    """The entry of each form."""
    return [form.entry for form in match(forms, frame_of(*entries)).registrations]


def doubts(matching: FormMatches) -> list[tuple[str | None, int]]:
    return [(form.name, index) for form, index in matching.doubtful]


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Trồng hoa ven đường", "TRỒNG HOA  VEN ĐƯỜNG."),
        ("Mô hình “Trồng hoa ven đường”", "Trồng hoa ven đường"),
        ("Xây dựng mô hình Dân vận khéo: Trồng hoa ven đường", "Mô hình Trồng hoa ven đường"),
        ("Trồng hoa vên đường", "Trồng hoa ven đường"),
        ("Trồng hoa ven đường thôn Trại", "Trồng hoa ven đường"),
        ("Vận động nhân dân hiến đất mở đường", "Vận động nhân dân hiến đất, mở rộng đường"),
    ],
    ids=["case", "mô hình", "campaign words", "a letter", "longer", "a word"],
)
def test_the_same_name_in_other_writing_is_matched(name: str, entry: str) -> None:
    assert matched([registration(name)], "Nuôi gà đồi", entry) == [1]


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Tổ tự quản về an ninh số 1", "Tổ tự quản về an ninh số 2"),
        ("Vận động nhân dân hiến đất làm đường", "Vận động nhân dân hiến máu tình nguyện"),
        ("Trồng hoa", "Nuôi gà đồi"),
        ("Mô hình", "Mô hình"),
    ],
    ids=["another number", "another end", "another model", "words that every model has"],
)
def test_another_model_is_not_matched(name: str, entry: str) -> None:
    assert matched([registration(name)], entry) == [None]


CAMERA = "Camera an ninh thôn Hậu @ Thôn Hậu"


@pytest.mark.parametrize(
    ("name", "scope", "entry"),
    [
        ("Camera an ninh thôn Hà", "Thôn Hà", CAMERA),
        ("Camera an ninh thôn Hà", None, CAMERA),
        (
            "Thắp sáng đường quê thôn Đồng Sùng",
            "Thôn Đồng Sùng",
            "Thắp sáng đường quê thôn Đồng Sen @ Thôn Đồng Sen",
        ),
        ("Nhà sạch vườn đẹp xóm Trại", "Xóm Trại", "Nhà sạch vườn đẹp xóm Trên @ Xóm Trên"),
        ("Camera an ninh ở thôn", "Thôn Hà", "Camera an ninh thôn @ Thôn Hậu"),
        ("Vệ sinh môi trường xã Cao Xá", None, "Vệ sinh môi trường xã Cao Thượng"),
    ],
)
def test_another_hamlets_model_is_doubtful(name: str, scope: str | None, entry: str) -> None:
    matching = match([registration(name, scope=scope)], frame_of(entry))
    assert [form.entry for form in matching.registrations] == [None]
    assert doubts(matching) == [(name, 0)]


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("Camera an ninh tại thôn Hậu", "Thôn Hậu, xã Cao Xá"),
        ("Camera an ninh của thôn Hậu", "Xã Cao Xá"),
        ("CAMERA AN NINH Ở THÔN HẬU", "TDP Hậu"),
        ("Camera an ninh các thôn Hậu, Hà", "Thôn Hà, Hậu"),
        ("Camera an ninh - an sinh xã hội thôn Hậu", "toàn xã"),
        ("Camera thôn Hậu", "Thôn Hậu"),
    ],
)
def test_a_place_in_other_words_is_the_same(name: str, scope: str) -> None:
    assert not differ_in_place(name, "Camera an ninh thôn Hậu")
    assert not differ_in_place(scope, "Thôn Hậu")
    assert differ_in_place(name, "Thôn Trại")


@pytest.mark.parametrize(
    ("text", "rival", "differ"),
    [
        ("Thôn Lý", "Thôn Lí", False),
        ("Thôn Đ. Sen", "Thôn Đồng Sen", False),
        ("xã C.Xá", "xã Cao Xá", False),
        ("Thôn Ba", "Thôn 3", False),
        ("Thôn Ba Làng", "Thôn Ba", False),
        ("Thôn Trung (gồm 2 xóm)", "Xóm Ngoài, xóm Trong", False),
        ("Thôn Ải", "Thôn A", True),
        ("Thôn Hạ. Xã Cao Xá", "Thôn Hậu", True),
        ("Xóm Ngoài", "Xóm Trong", True),
        ("Thôn 1", "Thôn 2", True),
    ],
)
def test_sounds_numbers_and_short_names_are_one_place(text: str, rival: str, *, differ: bool) -> None:
    assert differ_in_place(text, rival) == differ


def test_the_same_name_goes_before_a_near_one() -> None:
    forms = [registration(f"Camera an ninh số {n}", n) for n in (3, 1, 2)]
    assert matched(forms, *(f"Camera an ninh số {n} @ Thôn Trại" for n in (1, 2, 3))) == [2, 0, 1]


def test_of_two_near_names_neither_is_matched_and_one_is_shown() -> None:
    matching = match(
        [registration("Đường hoa phụ nữ tự quản")], frame_of("Đường hoa phụ nữ xanh", "Đường hoa phụ nữ đẹp")
    )
    assert [form.entry for form in matching.registrations] == [None]
    assert doubts(matching) == [("Đường hoa phụ nữ tự quản", 0)]


def test_the_address_bears_witness() -> None:
    forms = [
        registration("Đường hoa", 1, scope="Thôn Ngò, xã Cao Xá"),
        registration("Đường hoa", 2, scope="Thôn Trại"),
    ]
    assert matched(forms, "Đường hoa @ Thôn Trại", "Đường hoa @ Thôn Ngò") == [1, 0]


def test_of_two_names_that_differ_in_marks_alone_the_one_written_so_is_matched() -> None:
    assert matched([registration("Trồng hoa thôn Hà")], "Trồng hoa thôn Hạ", "Trồng hoa thôn Hà") == [1]


def test_the_holder_bears_witness() -> None:
    forms = [registration("Đường hoa", 1, holder="Chi hội Phụ nữ thôn Ngò")]
    assert matched(forms, "Đường hoa @ @ Hội Nông dân", "Đường hoa @ @ Chi hội Phụ nữ thôn Ngò") == [1]


def test_a_name_that_the_list_has_twice_is_doubtful_without_a_witness() -> None:
    matching = match([registration("Đường hoa")], frame_of("Đường hoa @ Thôn Trại", "Đường hoa @ Thôn Ngò"))
    assert doubts(matching) == [("Đường hoa", 0)]


def test_two_places_of_one_model_have_a_form_each() -> None:
    """The second is no later version of the first."""
    forms = [
        registration("Đường hoa", n, scope=place) for n, place in enumerate(("Thôn Trại", "Thôn Ngò"), start=1)
    ]
    matching = match(forms, frame_of("Đường hoa @ Thôn Trại", "Đường hoa @ Thôn Ngò"))
    assert [form.entry for form in matching.counting_forms] == [0, 1]
    assert matching.repeats == ()


def test_a_later_form_of_the_same_model_replaces_the_earlier() -> None:
    forms = [
        registration("Đường hoa", level="district"),
        registration("Đường hoa", 5, level="province", received_at=LATER),
    ]
    matching = match(forms, frame_of("Đường hoa"))
    assert [(form.level, form.entry, form.replaced) for form in matching.registrations] == [
        ("district", 0, True),
        ("province", 0, False),
    ]
    assert [form.level for form in matching.counting_forms] == ["province"]
    assert [(old.level, new.level) for old, new in matching.repeats] == [("district", "province")]


def test_two_people_with_one_model_are_two() -> None:
    people = ["Nguyễn Văn Thử", "Trần Thị Mẫu"]
    forms = [
        registration("Tổ vay vốn", n, form="M2", holder_kind="individual", holder=p) for n, p in enumerate(people)
    ]
    matching = match(forms, frame_of("Tổ vay vốn @ @ Ông Nguyễn Văn Thử", "Tổ vay vốn @ @ Bà Trần Thị Mẫu"))
    assert [form.entry for form in matching.counting_forms] == [0, 1]


def test_one_entry_has_one_form() -> None:
    forms = [registration("Đường hoa ven làng", 1), registration("Đường hoa ven làng em", 2)]
    assert matched(forms, "Đường hoa ven làng") == [0, None]


def test_entries_of_another_unit_are_no_candidates() -> None:
    matching = match([registration("Đường hoa", unit="lien-son")], frame_of("Đường hoa"))
    assert [form.entry for form in matching.registrations] == [None]


def test_forms_of_unknown_units_stay_apart_and_replace_nothing() -> None:
    forms = [registration("Đường hoa", n, unit=None) for n in (1, 2)]
    assert [(form.entry, form.replaced) for form in match(forms, frame_of("Đường hoa")).registrations] == [
        (None, False),
        (None, False),
    ]


def test_a_form_without_a_name_matches_nothing() -> None:
    assert matched([registration(None, 1), registration(None, 2)], "Đường hoa") == [None, None]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_forms_does_not_matter(order: tuple[int, ...]) -> None:
    names = ["Đường hoa phụ nữ", "Đường hoa thanh niên", "Nuôi gà đồi"]
    forms = [registration(names[n], n + 1) for n in order]
    assert matched(forms, *names) == list(order)


def test_the_forms_of_a_file_are_taken_with_what_they_say() -> None:
    item = handled("M1.xlsx", form("Đường hoa", "Cấp tỉnh", box=2, scope="Thôn Trại"))
    (record,) = registrations_of([item], {"M1.xlsx": "read"}, CAMPAIGN)
    assert (record.name, record.level, record.field, record.holder_kind) == (
        "Đường hoa", "province", "culture_society", "collective",
    )  # fmt: skip
    assert (record.scope, record.results, record.unit) == ("Thôn Trại", "500 m đường hoa", "cao-xa")


@pytest.mark.parametrize("status", ["duplicate", "ignored", "unreadable"])
def test_copies_are_not_counted_again(status: str) -> None:
    assert registrations_of([handled("M1.xlsx", form("Đường hoa"))], {"M1.xlsx": status}, CAMPAIGN) == []


def test_forms_beside_a_list_that_was_replaced_still_count() -> None:
    item = handled("M3.xlsx", form("Đường hoa"))
    assert len(registrations_of([item], {"M3.xlsx": "superseded"}, CAMPAIGN)) == 1


def test_the_words_that_every_model_has_are_no_name() -> None:
    assert bare("Xây dựng mô hình, điển hình “Dân vận khéo” trồng hoa") == "trong hoa"
