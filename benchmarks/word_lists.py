"""Makes the reader's general word lists: `python -m benchmarks.word_lists SYMSPELLPY_DIR NAMES_DIR ENGLISH_WORDS_DIR`.

Sources, all under the MIT licence: the frequency dictionary of `symspellpy` (English words by frequency), the given and
family names of the 1990 US census as packed in `names`, and the dictionaries of `english-words`, which know lower-case
words from proper names. Run it on the unpacked packages; the lists are kept in the
repository (in `graph/reading/lexicon`: `words.txt`, and given names in `men.txt`, `women.txt` and `either.txt`), so
nobody else needs to.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "graph" / "reading" / "lexicon"
LIMIT = 32_000


def _words(text: str) -> list[str]:
    """The words of a list written as one text."""
    return text.split()


# given names of the census that are words first of all, and are not taken as given names at all
WORDS_ONLY = frozenset(_words(
    "an in so see many my long numbers page season song star sun sunday soon summer so son hang hong loan lean"
    " lien manual miss music else era conception brain bee alpha delta beta meta omega asia china india america"
    " argentina burma berlin england ireland israel france germany europe milan rome venice denver houston"
    " chicago dallas odessa geneva orlando tijuana valencia toledo the and chief person so bong chan golden royal"
    " noble precious temple land major marine spring autumn winter january february april june july august"
    " october september sunny velvet diamond crystal emerald star destiny fairy freeman genesis season porter"
    " parish many hall easter tequila phantom cinderella tiny rich lady golf harbor see shin sung sang pandora"
    " trinity trinidad world ivory wan wen willow windy wilder do du la le de del van von ping seven cherish loan"
    " love honey desire honor clay cliff lane forest echo angel angeles angelic chance dusty earnest early ester"
    " ethyl flo flor friend heaven hunter hue lance lily magnolia mana marquis mercedes merry misty moon no ocean"
    " paris princess prudence queen raven reed sage sal shay sol stormy tai tam tia tu una val vida ward wade"
    " bang bird bliss cash church coral dot dung eden fern garnet glory hai harmony hung hyacinth jewel jung"
    " junior lacy king latina lang lin lula mai maple mi min nova numbers o opal pa pearl porsche rosy sparkle to"
    " tran tulip vita viva wild"
))  # fmt: skip
# words that are as often a given name: both
BOTH = frozenset(_words(
    "will mark grace rose hope faith art bill bob buck bud carol charity chase chuck dale dawn dean don drew duke"
    " earl frank gene ginger grant guy hazel heather holly iris ivy jack jay jean joy juan june king kit lance"
    " may max melody mercy miles nick olive pat patience peg penny pierre prince ray red rich rob robin rocky rod"
    " ruby rusty sandy sky stone sue summer ted terry tom victor violet wade ward wayne young piers dick jimmy"
    " johnny josh lily angel cliff clay lane forest hunter chance chelsea chastity christian colt coral daisy"
    " dolly dusty gay gale glory harry herb jade jasmine jerry jewel jimmy laurel les lee lou love marina mason"
    " mike morgan norm otto page paige parker pearl pepper presley reed sage scott sherry sonny spencer star"
    " sterling stormy taylor trey troy val vance van verity viola willow winter wren ryan page"
))  # fmt: skip


# given names of men in one country and of women in another, whatever the census says
EITHER = frozenset(_words(
    "andrea ariel carmen dana daniele elia gabriele gene inge jean joan jules kari kimi laurence lauren lin loren luca"
    " lynn mana mel michele min misha nicola nikita noa pascale sacha sasha simone stacy sung toni tracy vivian wan wen"
    " yan yuri"
))  # fmt: skip
COMMONER = 8
"""A name is a man's or a woman's if it is so many times as common there."""


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("er", ""),
    ("er", "e"),
    ("ers", ""), ("ers", "e"), ("est", ""), ("ly", ""), ("ness", ""), ("less", ""),
)  # fmt: skip


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            yield word[: -len(ending)] + replacement
    for ending in ("ing", "ed", "er"):
        if word.endswith(ending) and len(word) > len(ending) + 3 and word[-len(ending) - 1] == word[-len(ending) - 2]:
            yield word[: -len(ending) - 1]


def _dictionary(folder: Path) -> set[str]:
    words: set[str] = set()
    for name in ("web2_alpha.pickle", "gcide_alpha.pickle"):
        words |= pickle.loads(next(folder.rglob(name)).read_bytes())
    return words


def _shares(file: Path) -> dict[str, float]:
    """Given names with how many of a hundred people bear them."""
    return {line.split()[0].lower(): float(line.split()[1]) for line in file.open()}


def main(symspell: Path, names: Path, english: Path) -> None:
    """Write the lists."""
    dictionary = _dictionary(english)
    words = [
        line.split()[0]
        for line in next(symspell.rglob("frequency_dictionary_en_82_765.txt")).open(encoding="utf-8-sig")
    ]
    rank = {w: i for i, w in enumerate(words)}
    men, women = (_shares(next(names.rglob(f"dist.{kind}.first"))) for kind in ("male", "female"))
    given = men.keys() | women.keys()
    family = [line.split()[0].lower() for line in next(names.rglob("dist.all.last")).open()]
    family_rank = {w: i for i, w in enumerate(family)}
    given = {w for w in given if w not in WORDS_ONLY and len(w) > 1} | (BOTH & given)
    plain = []
    for w in words:
        if not w.isalpha() or len(w) < 2 or (w in given and w not in BOTH):
            continue
        if not any(stem in dictionary for stem in _stems(w)):
            continue
        place = family_rank.get(w, 10**6)
        if place < 60 or (place < 1500 and rank[w] > 1500 and w not in WORDS_ONLY):
            continue
        plain.append(w)
        if len(plain) == LIMIT:
            break
    his = {n for n in given - EITHER if men.get(n, 0) >= COMMONER * women.get(n, 0)}
    hers = {n for n in given - EITHER if women.get(n, 0) >= COMMONER * men.get(n, 0)}
    for name, some in (("words", plain), ("men", his), ("women", hers), ("either", given - his - hers)):
        (TARGET / f"{name}.txt").write_text("\n".join(sorted(some)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
