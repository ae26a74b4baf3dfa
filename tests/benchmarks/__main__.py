"""All measurements, one after the other: `python -m tests.benchmarks [FOLDER]`.

Those on recorded pages, feeds and labelled sentences need FOLDER, which holds `articles`, `feeds` and `ner`; without it
they are named as not run.
"""

import subprocess
import sys

ALONE = (
    "polling", "unchanged", "warehouse", "identity", "linking", "stories", "starting", "search", "reports",
    "publishing",
)  # fmt: skip
WITH_FOLDER = (
    "extraction",
    "throughput",
    "rows",
    "feed_cases",
    "duplicates",
    "entities",
    "amounts",
    "tagging",
    "stories",
)


def main() -> int:
    folder = sys.argv[1:2]
    failed = [name for name in ALONE if run(name, [])]
    if folder:
        failed += [name for name in WITH_FOLDER if run(name, folder)]
    else:
        print(f"\nnot run: {', '.join(WITH_FOLDER)} (they need a folder of recorded pages: make bench CORPUS=folder)")
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


def run(name: str, arguments: list[str]) -> int:
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}", *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
