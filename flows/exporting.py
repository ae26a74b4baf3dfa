"""`kabar export`: the published relations as Parquet, one export into a folder at a time."""

from pathlib import Path

from flows.errors import MisuseError
from flows.lock import alone
from flows.progress import Progress
from flows.settings import VERSION, Settings
from warehouse.export import Line, export


def export_to(settings: Settings, folder: Path, progress: Progress, *, text: bool) -> tuple[Line, ...]:
    """Brings the export in `folder` to what is published. Raises MisuseError, RunFailedError, WarehouseError."""
    if _is_ours(settings.home.resolve(), folder.resolve()):
        raise MisuseError(f"{folder} is where kabar keeps its own files: export into a folder of its own")
    refusal = f"somebody else is exporting into {folder}: wait for that"
    with alone(folder, ".kabar-export", refusal):
        return export(settings.published, folder, text=text, kabar=VERSION, done=_Told(progress))


class _Told:
    """Tells the progress of each relation; how many there are is known with the first."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._is_begun = progress, False

    def __call__(self, relation: str, of: int) -> None:
        if not self._is_begun:
            self._progress.begin("export", of)
            self._is_begun = True
        self._progress.advance("export", 1, relation)


def _is_ours(home: Path, folder: Path) -> bool:
    return folder == home or folder.is_relative_to(home / "archive") or home.is_relative_to(folder)
