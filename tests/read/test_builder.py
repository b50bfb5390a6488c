"""What a builder makes of what lies over cells."""

import pytest

from aggregator.nouns.document import Merge
from aggregator.read.builder import picture_over

CENTIMETRE = 360_000


@pytest.mark.parametrize(
    ("width", "height", "like_rows"),
    [
        (17, 2.5, True),
        (9, 0.9, True),
        (13, 7, True),  # many rows at once
        (8, 6, False),  # a photograph
        (3.5, 3.5, False),  # a seal
        (16, 0.1, False),  # a line
    ],
)
def test_a_picture_that_is_long_or_wider_than_a_signature_may_show_rows(
    width: float, height: float, like_rows: bool
) -> None:
    picture = picture_over(Merge(1, 1, 2, 9), int(width * CENTIMETRE), int(height * CENTIMETRE))
    assert picture.strip is like_rows
