"""When articles disagree, the latest by publication counts, and `show --history` tells the story."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import reelgraph


def test_the_story_of_a_credit_is_told_oldest_first_and_undated_never_overrides(tmp_path: Path) -> None:
    table = tmp_path / "news.jsonl"
    told = [("2025-01-05", "in_talks"), ("2025-03-01", "departed"), ("2025-02-01", "confirmed"), ("", "in_talks")]
    common = {"subject": "Ann Lee", "subject_type": "person", "relation": "DIRECTED"}
    rows = [
        {**common, "object": "Wolf", "object_type": "film", "status": s, "published": d, "source": f"Paper {d}"}
        for d, s in told
    ]
    table.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    run = ("--workspace", tmp_path / "ws")
    assert reelgraph(*run, "import", table).returncode == 0
    story = json.loads(reelgraph(*run, "show", "Wolf", "--history", "--format", "json").stdout)
    assert [(s["date"], s["status"]) for s in story] == [
        ("", "in_talks"),
        ("2025-01-05", "in_talks"),
        ("2025-02-01", "confirmed"),
        ("2025-03-01", "departed"),
    ]
    shown = json.loads(reelgraph(*run, "show", "Wolf", "--format", "json").stdout)
    assert shown["credits"][0]["status"] == "departed"
