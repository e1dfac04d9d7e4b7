"""Lists every package that reelgraph needs to run, with its licence, as docs/licences.md.

`python scripts/licences.py` writes the page. Fails where a licence is unknown or isn't one of those that let anyone
use, change and pass on what comes with it.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "licences.md"
PERMITTED = (
    "Apache",
    "BSD",
    "ISC",
    "MIT",
    "MPL",
    "Mozilla Public License",
    "PSF",
    "Python Software Foundation",
    "Unlicense",
    "Zlib",
)
HEAD = """# Licences

reelgraph is under the MIT licence. It needs these packages to run; all of them may be used, changed and passed on by
anyone, also in commercial work. The page is written by `scripts/licences.py`, for Python 3.11 on Linux; a test fails
where a package has an unknown or another kind of licence, or one that reelgraph asks for is missing here.

| Package | Licence | Needed by |
| --- | --- | --- |
"""
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


def needed() -> dict[str, str]:
    """Every package that reelgraph needs, and which package asks for it; by normalised name."""
    found = {"reelgraph": ""}
    queue = ["reelgraph"]
    while queue:
        asking = queue.pop(0)
        for requirement in metadata.requires(asking) or ():
            name, _, marker = requirement.partition(";")
            if "extra" in marker or ("python_version" in marker and "<" in marker) or "win32" in marker:
                continue
            match = _NAME.match(name.strip())
            package = re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""
            if package and package not in found and _installed(package):
                found[package] = asking
                queue.append(package)
    del found["reelgraph"]
    return dict(sorted(found.items()))


def _installed(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True


def licence_of(package: str) -> str:
    """The licence as the package states it: as an expression, else in one line, else as classifiers."""
    about = metadata.metadata(package)
    stated = about["License-Expression"] or ""
    if not stated:
        classifiers = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
        stated = " or ".join(c for c in classifiers if c != "OSI Approved")
    return stated or (about["License"] or "").strip().split("\n")[0]


def page() -> str:
    """The whole page."""
    rows = [f"| {package} | {licence_of(package)} | {by} |" for package, by in needed().items()]
    return HEAD + "\n".join(rows) + "\n"


def refused() -> list[str]:
    """The packages whose licence is unknown or not one of those permitted."""
    known = {package: licence_of(package) for package in needed()}
    return [f"{package}: {licence or 'unknown'}" for package, licence in known.items() if not _permits(licence)]


def _permits(licence: str) -> bool:
    return any(word.lower() in licence.lower() for word in PERMITTED)


def main() -> int:
    """Write the page."""
    if wrong := refused():
        sys.stderr.write(f"not permitted: {'; '.join(wrong)}\n")
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
