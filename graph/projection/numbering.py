"""Numbers for names, and for the ways in which they are written: what millions of rows can be told apart by quickly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from graph.identity.entities import kind_of
from graph.identity.inputs import NameUse
from graph.identity.rules import block_of
from graph.model import EntityType, Mention, MentionKey
from graph.names import fold, key

End = tuple[str, str, int | None]
"""A mention as a plain tuple (type, name as written, year): for millions of rows its quick hash counts."""


class Numbering:
    """Names by number (from 0 here, from 1 in the tables), in parallel lists; and what is known of each spelling.

    `types`, `keys`, `years` (0: none) and `blocks` are by name; `name_of`, `written` and `totals` (how often articles
    use it) by spelling. Each spelling is normalised once, whatever the years that stand with it.
    """

    def __init__(self) -> None:
        self.types: list[str] = []
        self.keys: list[str] = []
        self.years: list[int] = []
        self.blocks: list[str] = []
        self.name_of: list[int] = []
        self.written: list[str] = []
        self.totals: list[int] = []
        self.kinds: dict[int, Counter[str]] = defaultdict(Counter)
        self._names: dict[tuple[str, str, int], int] = {}
        self._spellings: dict[End, int] = {}
        self._forms: dict[tuple[str, str], tuple[str, str]] = {}

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.keys)

    @property
    def spellings(self) -> Mapping[End, int]:
        """The numbers of all spellings so far: a look-up here is cheaper than a call of `spelling`."""
        return self._spellings

    def spelling(self, end: End) -> int:
        """The number of a spelling, given to it now if it has none."""
        found = self._spellings.get(end)
        if found is None:
            found = self._spellings[end] = len(self.name_of)
            type_, written, year = end
            form = self._forms.get((type_, written))
            if form is None:
                known = key(EntityType(type_), written)
                form = self._forms[type_, written] = known, block_of(type_, known)
            self.name_of.append(self._name(type_, form[0], year or 0, form[1]))
            self.written.append(written)
            self.totals.append(0)
        return found

    def name(self, mention: MentionKey) -> int:
        """The number of a name, given to it now if it has none."""
        block = block_of(mention.type, mention.name)
        return self._name(mention.type.value, mention.name, mention.year or 0, block)

    def _name(self, type_: str, key_: str, year: int, block: str) -> int:
        number = self._names.setdefault((key_, type_, year), len(self.keys))
        if number == len(self.keys):
            self.types.append(type_)
            self.keys.append(key_)
            self.years.append(year)
            self.blocks.append(block)
        return number

    def mention(self, number: int) -> MentionKey:
        """The name with this number."""
        return MentionKey(EntityType(self.types[number]), self.keys[number], self.years[number] or None)

    def written_as(self, spelling: int, kind: str) -> Mention:
        """A spelling as the mention that it stands for."""
        name = self.name_of[spelling]
        return Mention(EntityType(self.types[name]), self.written[spelling], self.years[name] or None, kind)

    def count(self, uses: Mapping[int, int], kinds: Mapping[int, str]) -> None:
        """Note how often an article uses spellings, and of which kinds it says that they are."""
        totals = self.totals
        for spelling, count in uses.items():
            totals[spelling] += count
        for spelling, kind in kinds.items():
            self.kinds[spelling][kind] += uses[spelling]

    def words(self, spelling: int) -> str:
        """A spelling as it is looked for, without case and accents."""
        name = self.name_of[spelling]
        return self.keys[name] if self.types[name] == "Film" else fold(self.written[spelling])

    def uses(self, spelling: int) -> Iterator[NameUse]:
        """All uses of a spelling, of one kind each, without their articles."""
        mention, written = self.mention(self.name_of[spelling]), self.written[spelling]
        rest = self.totals[spelling]
        for kind, count in self.kinds.get(spelling, {}).items():
            yield NameUse(mention, written, "", count, kind)
            rest -= count
        if rest:
            yield NameUse(mention, written, "", rest)

    def kind(self, spelling: int) -> str:
        """What a spelling is called most often."""
        return kind_of(self.kinds.get(spelling, {}))
