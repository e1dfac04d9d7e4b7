"""Labels of credits blocks ("Director:", "Int'l sales:", "Camera:") and the credit that stands after each."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.lexicon.trade import AFFILIATIONS, ROLE_WORDS, WORK_NOUNS
from graph.reading.tokens import Token

LONGEST = 5
Label = tuple[tuple[R, ...], str]
LABELS: dict[tuple[str, ...], Label] = {}


def _label(relations: tuple[R, ...], detail: str, words: str) -> None:
    for phrase in words.split(";"):
        LABELS[tuple(phrase.split())] = (relations, detail)


for _word, (_rels, _detail) in ROLE_WORDS.items():
    if _word not in AFFILIATIONS:
        LABELS[tuple(_word.split())] = (_rels, _detail)
for _word, (_relation, _detail) in WORK_NOUNS.items():
    if _relation is not R.SOURCE_AUTHOR:
        LABELS[(_word,)] = ((_relation,), _detail)
_label((R.DIRECTED,), "", "directed by;direction;director and co-writer;dirs;dir;a film by")
_label(
    (R.WROTE,),
    "",
    (
        "original screenplay;adapted screenplay;written by;screenplay by;script"
        " by;story;teleplay;story by;created by;writing"
    ),
)
_label(
    (R.DIRECTED, R.WROTE),
    "",
    "director / writer;writer / director;director-writer;written and directed by;director ,"
    " screenplay;"
    "director , writer;director , screenwriter;director and writer;director /"
    " screenwriter;director - screenwriter;writer-director",
)
_label(
    (R.ACTED_IN,),
    "",
    (
        "supporting actor;supporting actress;lead actor;lead actress;actor in a leading role;actress"
        " in a leading role;cast;starring;with;stars;main cast;principal cast;key cast;voices;voice"
        " cast;featuring;lead cast;cast includes;the cast;also starring"
    ),
)
_label(
    (R.PRODUCED,),
    "",
    "produced by;prod;prods;co-prod;co-prods;production;productions;production"
    " company;production companies;prod company;prod cos;co-production;"
    "co-production company;co-production companies;studio;studios;prodco;prod co;production"
    " co;production house;producing company;a production of;co-producing company;produced",
)
_label((R.EXECUTIVE_PRODUCED,), "", "executive produced by;exec prods;exec producer;exec prod;executive production")
_label(
    (R.DISTRIBUTES,),
    "",
    "distributor;distributors;distribution;distributed by;u.s. distributor;us distributor;u.s."
    " distribution;domestic distributor;"
    "uk distributor;u.k. distributor;distrib;distrib.;releasing;release by;released"
    " by;broadcaster;broadcasters;network;platform;streamer;airing on;"
    "streaming on;buyer;buyers;north american distributor;international distributor;french"
    " distributor;german distributor;italian distributor;distributor us;distributor uk;where to"
    " watch;where",
)
_label(
    (R.SELLS,),
    "",
    "sales;int'l sales;intl sales;international sales;world sales;worldwide sales;sales"
    " agent;sales agents;sales company;foreign sales;sales contact;"
    "international sales agent;domestic sales;seller;int'l rep;us sales;u.s. sales;north"
    " american sales;global sales;sales agency;international",
)
_label(
    (R.FINANCED,),
    "",
    (
        "financing;financiers;financed by;backers;with support from;with the support"
        " of;support;supported by;financier;funding;funders;funded by;in association with_"
    ),
)
for _detail, _words in {
    "cinematographer": (
        "camera;cinematography;photography;dp;dop;d.p.;director of photography;photographed"
        " by;lensed by;shot by;dir. photography;cinematography by"
    ),
    "editor": "editing;edited by;cutting;film editing;editing by",
    "composer": (
        "music;score;original music;composed by;music by;original score;music composer;soundtrack;music composed by"
    ),
    "production designer": "production design;design;art direction;set design;sets;production designed by;art department",
    "costume designer": "costumes;costume design;wardrobe;costumes by;costumes designed by",
    "casting director": "casting;casting by;cast by",
    "sound designer": "sound;sound design;sound mix;sound mixing;sound editing",
    "makeup artist": "makeup;make-up;hair and makeup;makeup and hair;hair / makeup",
    "visual effects supervisor": "visual effects;vfx;special effects;effects",
    "choreographer": "choreography",
    "stunt coordinator": "stunts",
    "animator": "animation",
    "assistant director": "assistant director;first assistant director;1st ad",
}.items():
    _label((R.WORKED_ON,), _detail, _words)
_HELD = ("logline", "synopsis", "plot", "runtime", "running time", "release date", "genre", "country", "rating")
OTHER_LABELS = frozenset(tuple(words.split()) for words in _HELD)


def is_label(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the stretch is a label with its colon, so no name."""
    if end >= len(tokens) or tokens[end].text != ":":
        return False
    words = tuple(t.low for t in tokens[start:end])
    return words in LABELS or words in OTHER_LABELS


def opens_block(tokens: list[Token], at: int) -> bool:
    """Whether a line of credits ("Director: A", "Dir. A", "Starring: B") begins at a token."""
    for n in range(1, LONGEST):
        if at + n >= len(tokens):
            return False
        words = tuple(t.low for t in tokens[at : at + n])
        if tokens[at + n].text == ":" and (words in LABELS or words in OTHER_LABELS):
            return True
    return tokens[at].low in ("dir.", "directed", "dir", "starring") and tokens[at + 1].low != "of"
