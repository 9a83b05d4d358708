import pytest
from django.core.cache import cache
from django.test import RequestFactory

from tanu.lib.throttle import Throttle, visitor_address


@pytest.fixture(autouse=True)
def nothing_noted() -> None:
    cache.clear()


def test_it_shuts_at_the_limit_for_the_one_who_failed_and_nobody_else():
    throttle = Throttle("test", limit=2, seconds=60)
    throttle.note("a")
    assert not throttle.is_shut("a")
    throttle.note("a")
    assert throttle.is_shut("a")
    assert not throttle.is_shut("b")
    throttle.forget("a")
    assert not throttle.is_shut("a")


@pytest.mark.parametrize(
    ("behind", "forwarded", "address"),
    [
        (False, "10.0.0.9", "192.0.2.1"),
        (True, "10.0.0.9", "10.0.0.9"),
        (True, "10.6.6.6, 10.0.0.9", "10.0.0.9"),
        (True, "", "192.0.2.1"),
    ],
)
def test_only_what_our_own_proxy_wrote_is_believed(settings, behind, forwarded, address):
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="192.0.2.1")
    assert visitor_address(request) == address
