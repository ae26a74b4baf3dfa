"""A home whose published file is laid by hand: what is news in it about two entities, one publishing after another."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.settings import Settings
from tests.warehouse.laid import declare
from tests.warehouse.seeding import NOW, RUN
from warehouse import publish
from warehouse.connection import Connection, connect

LINTANG, TIGA = "lintang-robotics", "tiga-layar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A home; `publishing` is a run, as far as people see."""

    home: Path

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, watch=(LINTANG, TIGA), now=NOW)

    @contextmanager
    def publishing(self, at: datetime = NOW) -> Iterator[Connection]:
        """The file to write to; published at `at`."""
        with connect(self.settings.published) as db:
            yield db
            publish.sign(db, RUN, at)


def a_desk(empty: Path, home: Path) -> Desk:
    """A home with outlets and entities and no article."""
    home.mkdir()
    desk = Desk(home=home)
    shutil.copy(empty, desk.settings.published)
    with desk.publishing() as db:
        declare(db)
        db.execute(
            "insert into store.entities by name select unnest([?, ?]) as entity_id, "
            "unnest(['Lintang Robotics', 'Tiga Layar']) as name, 'ORG' as type",
            [LINTANG, TIGA],
        )
        db.execute(
            "insert into store.aliases by name select ? as entity_id, 'Robot Malam' as alias, false as weak", [LINTANG]
        )
    return desk


def repeated(db: Connection, article: str, times: range, ago: timedelta) -> None:
    """Articles like this one, number n of them n times `ago` before it; of the same document, and at address .../n."""
    for table in ("articles", "versions"):
        moved = ", ".join(f"{one} - n * $ago as {one}" for one in _MOMENTS[table])
        address = ", url || '/' || n as url" if table == "articles" else ""
        db.execute(
            f"insert into store.{table} by name select * exclude (n) replace ({moved}{address}, "
            "md5(article_id::varchar || n)::uuid as article_id) "
            f"from store.{table}, range($first, $end) t(n) where article_id = $article::uuid",
            {"ago": ago, "first": times.start, "end": times.stop, "article": article},
        )


_MOMENTS = {"articles": ("first_seen_at",), "versions": ("observed_at", "published_at")}
