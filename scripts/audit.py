"""Looks for known vulnerabilities in the exact packages of constraints.txt, with pip-audit: `make audit`.

pip-audit asks a database of advisories over the network. Where none can be reached it calls every package fine that it
could not look up; this says instead that nothing was checked. Exit code 0: all were looked up and none is known to be
vulnerable; 1: one is; 4: not all could be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CONSTRAINTS = Path(__file__).resolve().parents[1] / "constraints.txt"


def pinned() -> list[str]:
    """The lines `name==version` of constraints.txt."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def report(pip_audit: str, requirements: list[str]) -> dict[str, Any]:
    """What pip-audit finds for these, as its JSON. Raises RuntimeError where it can't work at all."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(requirements))
        file.flush()
        command = [pip_audit, "--requirement", file.name, "--no-deps", "--disable-pip", "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no answer") from None
    return found


def verdict(found: dict[str, Any]) -> tuple[list[str], int]:
    """What to say about a report, and the exit code."""
    packages = found["dependencies"]
    lines, skipped = [], [p["name"] for p in packages if "skip_reason" in p]
    for package in packages:
        for known in package.get("vulns", ()):
            fixed = ", ".join(known.get("fix_versions", ())) or "no version yet"
            lines.append(f"{package['name']} {package['version']}: {known['id']}, fixed in {fixed}")
    if lines:
        return lines, 1
    if skipped:
        return [f"{len(skipped)} of {len(packages)} packages could not be looked up, first {skipped[0]}"], 4
    return [f"{len(packages)} packages looked up, none known to be vulnerable"], 0


def main(arguments: list[str]) -> int:
    """Look one package up, and the rest if that works."""
    (pip_audit,) = arguments
    try:
        lines, code = verdict(report(pip_audit, pinned()[:1]))
        if code == 4:
            lines = ["no database of advisories can be reached from here: nothing was checked"]
        else:
            lines, code = verdict(report(pip_audit, pinned()))
    except RuntimeError as error:
        lines, code = [f"pip-audit failed, nothing was checked: {error}"], 4
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
