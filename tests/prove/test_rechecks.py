"""All looks that a page gets, to its last; runs of looks that are killed at other moments."""

import pytest

from tests.flows.test_rechecks import ages_of_looks, killed_while_looking
from tests.web.kabar import Kabar
from tests.web.publishers import Web

pytestmark = pytest.mark.prove


def test_a_page_is_looked_at_at_the_ages_and_then_no_more(ran: Kabar, web: Web) -> None:
    assert ages_of_looks(ran, web, 99) == [2, 8, 32, 5 * 24, 21 * 24, 85 * 24]


@pytest.mark.parametrize("requests", [1, 3, 7, 8])
def test_what_a_killed_run_of_looks_leaves_is_made_whole(ran: Kabar, web: Web, requests: int) -> None:
    killed_while_looking(ran, web, requests)
