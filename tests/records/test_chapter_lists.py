"""Lists of chapters in records: a tidy one is known by a look, and stays as it is."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from feedkit.records import chapter_lists
from feedkit.records.layers import Layer, Origin, Source, at_file

STARTS = st.integers(-1, 40) | st.decimals(0, 40, places=1) | st.sampled_from(["0", "1:35", None, True, 360_000, 1.5])
TITLES = st.sampled_from(["Tea", "Meet  Amy", "", " ", "\xa0", "a\u0007", "\u202e", "two\nlines", 7, None])
MARKS = st.fixed_dictionaries({"start_time": STARTS, "title": TITLES}, optional={"toc": st.sampled_from([False])})


@given(st.lists(MARKS, max_size=4), st.sampled_from([None, 0.0, 20.0, 60.0]))
def test_what_is_tidy_at_a_glance_is_tidy_when_it_is_read(marks, duration_s):
    layer = Layer(Origin(Source.RECORD, "record"), {"chapter_marks": marks}, at_file("r.yaml"))
    if marks and chapter_lists._are_tidy(marks, duration_s):
        read, problems = chapter_lists._tidied_in_full(layer, marks, duration_s)
        assert (read.values, problems) == (layer.values, ())


def test_a_list_of_starts_and_titles_in_order_is_tidy_at_a_glance():
    marks = [{"start_time": 0, "title": "Tea"}, {"start_time": Decimal("95.5"), "title": "Meet Amy"}]
    assert chapter_lists._are_tidy(marks, 120.0)
