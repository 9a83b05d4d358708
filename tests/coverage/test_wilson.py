import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.coverage.boards.wilson import Interval, wilson

COUNTED = st.integers(1, 100_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("done", "of", "low", "high"),
    [
        # Newcombe 1998, table I, method 3: Wilson's score without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_intervals_of_the_literature(done, of, low, high):
    found = wilson(done, of)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_who_counted_nobody_has_no_interval():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("done", "of"), [(-1, 5), (6, 5), (0, -1)])
def test_more_than_all_is_no_share(done, of):
    with pytest.raises(ValueError, match="no share"):
        wilson(done, of)


@given(COUNTED)
def test_the_share_lies_in_its_interval(counted):
    done, of = counted
    found = wilson(done, of)

    assert 0 <= found.low <= done / of <= found.high <= 1


@given(COUNTED)
def test_those_who_have_not_done_it_have_the_mirrored_interval(counted):
    done, of = counted
    found, mirrored = wilson(done, of), wilson(of - done, of)

    assert found.low == pytest.approx(1 - mirrored.high)
    assert found.high == pytest.approx(1 - mirrored.low)


@given(COUNTED)
def test_ten_times_as_many_counted_say_it_more_exactly(counted):
    done, of = counted
    few, many = wilson(done, of), wilson(10 * done, 10 * of)

    assert many.high - many.low < few.high - few.low


def test_intervals_that_touch_overlap():
    assert Interval(0.1, 0.3).overlaps(Interval(0.3, 0.5))
    assert not Interval(0.1, 0.29).overlaps(Interval(0.3, 0.5))
