"""General English: which words are plain words, which are given names, which are function words, places and the like.

`words.txt` (common English words, most frequent 30,000 without names) and `men.txt`, `women.txt` and `either.txt` (given
names of the 1990 US census) are general lists out of MIT-licensed packages; `docs/reading.md` says which. They are read on
first use.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


def _load(name: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / name).read_text(encoding="utf-8").split())


@cache
def plain_words() -> frozenset[str]:
    """Common English words that are above all words, not names."""
    return _load("words.txt")


@cache
def given_names() -> frozenset[str]:
    """Given names, lower-cased."""
    return mens_names() | womens_names() | _load("either.txt")


@cache
def mens_names() -> frozenset[str]:
    """Given names that are all but always a man's, lower-cased."""
    return _load("men.txt")


@cache
def womens_names() -> frozenset[str]:
    """Given names that are all but always a woman's, lower-cased."""
    return _load("women.txt")


SMALL = frozenset(
    (
        "a an the of and in on at to for from with by or vs nor but as into is it upon without over under n der von"
    ).split()
)
PARTICLES = frozenset(
    (
        "de del della dello di da do dos das du van von der den het ten ter zu zum bin ibn al el la le les af av y e st"
    ).split()
)
FUNCTION = frozenset(
    (
        "i the a an he she it they we you his her its their our my your this that these those there here who whom"
        " whose which what when where while why how if as at by in on of for from to with without under over"
        " after before since until during about against between among amid alongside along like unlike despite"
        " because although though and but or nor so yet not no neither both either each every all some any many"
        " few several most more another other others such only also again ever never now then today tonight"
        " tomorrow yesterday later earlier meanwhile elsewhere however instead still already once twice just even"
        " is are was were be been being has have had do does did will would can could may might must shall should"
        " let one two three four five six seven eight nine ten first second third last next new previously"
        " recently currently formerly originally additionally finally lastly moreover up down off out back per"
        " plus via yes nope well oh okay ok according speaking asked starring directed written produced based set"
        " with including maybe perhaps hopefully apparently reportedly allegedly sadly happily his hers mine"
        " exclusive update breaking report news me us them him nobody everybody somebody something nothing"
        " everything and/or it's he's she's that's there's what's who's i'm i've we're you're they're don't"
        " doesn't isn't won't can't much soon together around inside outside behind beside besides beyond within"
        " across through throughout toward towards except whatever whichever whoever whether less least enough"
        " quite rather too very ahead above below"
    ).split()
)
MONTHS = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar apr"
        " mondays tuesdays wednesdays thursdays fridays saturdays sundays"
        " jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. monday"
        " tuesday wednesday thursday friday saturday sunday spring summer autumn fall winter christmas"
    ).split()
)
PLACES = frozenset(
    (
        "america africa asia europe australia australasia oceania scandinavia benelux baltics balkans cis mena"
        " latam uk us usa eu u.s. u.k. u.s.a. england scotland wales ireland britain canada mexico brazil"
        " argentina chile colombia peru venezuela france germany austria switzerland italy spain portugal belgium"
        " netherlands holland luxembourg denmark sweden norway finland iceland poland czechia hungary romania"
        " bulgaria greece turkey russia ukraine serbia croatia slovenia slovakia israel egypt iran iraq saudi"
        " arabia india pakistan bangladesh china japan korea taiwan thailand malaysia singapore indonesia"
        " philippines vietnam macau brunei nigeria kenya ghana morocco tunisia algeria africa estonia latvia"
        " lithuania malta cyprus jordan lebanon syria afghanistan nepal cuba jamaica bahamas dubai qatar uae"
        " hawaii alaska london paris berlin rome madrid dublin belfast glasgow edinburgh cardiff manchester"
        " liverpool oslo stockholm copenhagen helsinki vienna zurich geneva brussels amsterdam lisbon barcelona"
        " milan venice cannes toronto vancouver montreal ottawa calgary sydney melbourne auckland wellington"
        " tokyo seoul beijing shanghai mumbai delhi moscow budapest prague warsaw athens istanbul jerusalem cairo"
        " lagos nairobi johannesburg hollywood burbank chicago boston philadelphia detroit seattle portland"
        " austin dallas houston miami orlando vegas atlanta nashville brooklyn manhattan queens bronx harlem"
        " california texas florida georgia oregon ohio nevada arizona utah colorado montana idaho michigan"
        " wisconsin minnesota iowa kansas missouri oklahoma louisiana alabama mississippi tennessee kentucky"
        " virginia maryland delaware jersey pennsylvania massachusetts connecticut vermont maine alberta ontario"
        " quebec manitoba yorkshire sussex kent cornwall earth world york haven jersey orleans territories"
        " territory north south east west latin central middle new zealand united kingdom states hong kong saudi"
        " costa rica sri lanka los angeles san francisco buenos aires rio abu dhabi puerto rico great britain"
        " republic northern southern eastern western island islands islands american"
    ).split()
)
DEMONYMS = frozenset(
    (
        "american british english scottish welsh irish canadian australian french german italian spanish"
        " portuguese dutch belgian swiss austrian danish swedish norwegian finnish icelandic polish czech"
        " hungarian romanian greek turkish russian ukrainian israeli egyptian iranian iraqi indian pakistani"
        " chinese japanese korean taiwanese thai malaysian indonesian filipino vietnamese nigerian kenyan african"
        " asian european mexican brazilian argentine argentinian chilean colombian latin western eastern northern"
        " southern nordic scandinavian hindi tamil telugu malayalam cantonese mandarin bengali punjabi arabic"
        " hebrew jewish christian catholic muslim black white native indigenous latino hispanic"
    ).split()
)
EVENTS = frozenset(
    (
        "festival market awards award oscar oscars emmy emmys bafta baftas golden globe globes tony tonys grammy"
        " grammys academy prize palme sundance tribeca sxsw telluride afm efm tiff mipcom miptv comic-con"
        " cinemacon guild jury palm lion bear competition fortnight section midnight"
    ).split()
)
CHARACTER_TITLES = frozenset(
    (
        "captain detective doctor dr. sgt. lt. sergeant lieutenant father sister mother uncle aunt king queen"
        " prince princess lord lady sir president colonel general major agent officer inspector professor judge"
        " sheriff mister mrs. master count"
    ).split()
)
