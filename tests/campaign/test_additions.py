"""What a sentence adds to a list."""

from __future__ import annotations

import pytest

from aggregator.campaign.additions import models_added
from aggregator.campaign.vocabulary import Vocabulary
from tests.sheets import CAMPAIGN

WORDS = Vocabulary(CAMPAIGN)


@pytest.mark.parametrize(
    ("sentence", "added"),
    [
        ("Đăng ký mô hình, điển hình ở cấp: Huyện", None),  # a form's item
        ("(+) Nuôi ong lấy mật: cấp huyện", ("district", 1)),
    ],
)
def test_an_item_of_a_form_adds_no_model(sentence: str, added: tuple[str, int] | None) -> None:
    assert models_added(WORDS, sentence) == added
