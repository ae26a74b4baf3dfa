"""Who is in the news of the invented publishers: an entity file of a user's own."""

from pathlib import Path

PEOPLE = """\
[[entity]]
id = "lintang-robotics"
name = "Lintang Robotics"
type = "ORG"
aliases = ["Lintang Robotics"]
weak_aliases = ["Lintang"]

[[entity]]
id = "harbour-peak"
name = "Harbour Peak Ventures"
type = "ORG"
aliases = ["Harbour Peak Ventures", "Harbour Peak"]

[[entity]]
id = "ratri-wulandhani"
name = "Ratri Wulandhani"
type = "PERSON"
aliases = ["Ratri Wulandhani"]
weak_aliases = ["Wulandhani"]
parent = "lintang-robotics"
"""

MERANTAU = """
[[entity]]
id = "merantau-capital"
name = "Merantau Capital"
type = "ORG"
aliases = ["Merantau Capital"]
"""


def declare(folder: Path, text: str = PEOPLE) -> Path:
    """Writes `text` as the entity file in `folder`, which is returned for KABAR_ENTITIES."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "warehouse-robots.toml").write_text(text, "utf-8")
    return folder
