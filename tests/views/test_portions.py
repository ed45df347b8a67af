"""Parts of a whole in words."""

import pytest

from bigtrust.views import wording
from bigtrust.views.portions import portion


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (312, 312, "all of them"),
        (1, 1, "it was"),
        (156, 312, "half of them"),
        (107, 221, "half of them"),
        (1, 3, "a third of them"),
        (2, 3, "two thirds of them"),
        (1, 4, "a quarter of them"),
        (3, 4, "three quarters of them"),
        (86, 100, "86 % of them"),
        (9_999, 10_000, "99 % of them"),
        (1, 10_000, "1 % of them"),
    ],
)
def test_a_part_is_named_as_people_would(part: int, whole: int, words: str):
    assert portion(part, whole).replace(wording.NO_BREAK, " ") == words
