"""A fifth of all answers go wrong, in many ways and many times over: a few runs later the rows are those without."""

import pytest

from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.publishers import Faults, Web

pytestmark = [pytest.mark.prove, pytest.mark.timeout(900)]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("share", [0.2, 0.4])
def test_faults_cost_time_and_nothing_else(kabar: Kabar, web: Web, seed: int, share: float) -> None:
    other = Kabar(home=kabar.home.with_name("undisturbed"), outlets=kabar.outlets, web=web)
    web.clock.move(hours=8)
    other.run()
    web.faults = Faults(share, seed)
    for _ in range(4 if share < 0.3 else 8):
        kabar.run()
        web.clock.move(minutes=45)
    assert rows.content(kabar.home) == rows.content(other.home)
    assert rows.twice(kabar.home) == {}
