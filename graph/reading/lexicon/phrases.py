"""The lexicon turned into one lookup: first word → longest phrases first, and single words."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.lexicon.trade import DEPARTED, ROLE_WORDS, TALKS, VERBS, WORK_NOUNS

Entry = tuple[tuple[str, ...], str, tuple[R, ...], str, str]

PHRASES: dict[str, list[Entry]] = {}
SINGLE: dict[str, tuple[str, tuple[R, ...], str, str]] = {}


def _add(phrase: str, kind: str, rels: tuple[R, ...] = (), detail: str = "", form: str = "") -> None:
    words = tuple(phrase.split())
    if len(words) == 1:
        SINGLE.setdefault(phrase, (kind, rels, detail, form))
    else:
        PHRASES.setdefault(words[0], []).append((words, kind, rels, detail, form))


def _compound_roles() -> None:
    """ "writer-director", "producer/star" and their like."""
    heads = (
        "writer",
        "director",
        "producer",
        "star",
        "creator",
        "actor",
        "screenwriter",
        "actress",
        "co-writer",
        "editor",
        "showrunner",
    )
    for a in heads:
        for b in heads:
            if a != b:
                rels = tuple(dict.fromkeys(ROLE_WORDS[a][0] + ROLE_WORDS[b][0]))
                detail = "showrunner" if "showrunner" in (a, b) else ("editor" if "editor" in (a, b) else "")
                for tail in ("", "s"):
                    _add(f"{a}-{b}{tail}", "R", rels, detail)
                    _add(f"{a} / {b}{tail}", "R", rels, detail)
                    if a not in ("star", "actor", "actress"):
                        _add(f"{a} and {b}{tail}", "R", rels, detail)
    _add("writer-director-producer", "R", (R.WROTE, R.DIRECTED, R.PRODUCED))
    _add("creator and executive producer", "R", (R.WROTE, R.EXECUTIVE_PRODUCED))
    _add("writer and executive producer", "R", (R.WROTE, R.EXECUTIVE_PRODUCED))
    _add("director and executive producer", "R", (R.DIRECTED, R.EXECUTIVE_PRODUCED))
    _add("showrunner and executive producer", "R", (R.WORKED_ON, R.EXECUTIVE_PRODUCED), "showrunner")
    _add("star and executive producer", "R", (R.ACTED_IN, R.EXECUTIVE_PRODUCED))


def _fill() -> None:
    for phrase in TALKS:
        _add(phrase, "talk")
    for phrase in DEPARTED:
        _add(phrase, "dep")
    for form, verb in (("base", "produce"), ("fin", "produces"), ("ing", "producing"), ("ed", "produced")):
        for adverb in ("executive", "exec", "co-executive"):
            _add(f"{adverb} {verb}", "V", (R.EXECUTIVE_PRODUCED,), "", form)
    for word, (rels, detail) in ROLE_WORDS.items():
        _add(word, "R", rels, detail)
    _compound_roles()
    for word, (rels, detail, form) in VERBS.items():
        if word not in ("stars", "leads"):
            SINGLE.setdefault(word, ("V", rels, detail, form))
    SINGLE["stars"] = ("V", (R.ACTED_IN,), "", "fin")
    for w, form in (("co-stars", "fin"), ("costars", "fin"), ("co-star", "base"), ("costar", "base")):
        SINGLE[w] = ("V", (R.ACTED_IN,), "", form)
    SINGLE["star"] = ("V", (R.ACTED_IN,), "", "base")
    SINGLE["leads"] = ("V", (R.ACTED_IN,), "", "fin")
    SINGLE["led"] = ("V", (R.ACTED_IN,), "", "ed")
    for word, (rel, detail) in WORK_NOUNS.items():
        SINGLE[word] = ("K", (rel,), detail, "")
    for phrase in (
        "graphic novel",
        "short story",
        "comic book",
        "stage play",
        "book series",
        "non-fiction book",
        "true story",
        "comic series",
    ):
        _add(phrase, "K", (R.SOURCE_AUTHOR,))
    _add("story", "K", (R.WROTE,))
    for w in ["who"]:
        _add(w, "who")
    _add("whom", "which")
    _add("where", "where")
    for w in ("which", "that"):
        _add(w, "which")
    _add("whose", "whose")
    for w in ["he", "she", "they"]:
        _add(w, "H")
    for w in ["his", "her", "their", "its"]:
        _add(w, "h")
    _add("it", "T")
    for w in (
        "of in on at for from with by to under via through opposite alongside as into about after before against"
        " like between without over"
    ).split():
        _add(w, "p")
    for p in ("along with", "together with", "as well as"):
        _add(p, "p")
    for w in ("and", "&", "or", "plus"):
        _add(w, "and")
    _add("but", "but")
    for w in (
        "is are was were be been being has have had will would can could may might must shall should does do did 's"
    ).split():
        _add(w, "be")
    del SINGLE["'s"]
    for w in (
        "not never nor neither n't cannot won't isn't wasn't aren't doesn't didn't don't haven't hasn't hadn't"
        " weren't couldn't"
    ).split():
        _add(w, "neg")
    for w in ["cast", "ensemble"]:
        _add(w, "A")
    for p in (
        "supporting performances",
        "featured performances",
        "performances",
        "supporting roles for",
        "a cameo by",
        "cameos by",
        "appearances",
        "appearance",
        "film debut",
        "screen debut",
        "acting debut",
        "supporting roles are filled",
    ):
        _add(p, "A")
    for p in (
        "supporting cast",
        "ensemble cast",
        "cast members",
        "cast list",
        "voice cast",
        "the voices",
        "the voice talents",
        "cast also",
        "the voice",
    ):
        _add(p, "A")
    for form, w in (
        ("fin", "features"),
        ("ing", "featuring"),
        ("ed", "featured"),
        ("base", "feature"),
        ("ing", "pairing"),
        ("fin", "pairs"),
        ("fin", "reunites"),
        ("ing", "reuniting"),
    ):
        _add(w, "V", (R.ACTED_IN,), "", form)
    for form, w in (("base", "join"), ("fin", "joins"), ("ed", "joined"), ("ing", "joining")):
        _add(w, "J", (R.ACTED_IN,), "", form)
    for p in ("that one", "this one"):
        _add(p, "T")
    for p in (
        "took over the part",
        "took over the role",
        "takes over the part",
        "takes over the role",
        "taking over the role",
        "took on the role",
        "took over",
    ):
        _add(p, "V", (R.ACTED_IN,), "", "past")
    for form, p in (("base", "develop"), ("fin", "develops"), ("ing", "developing")):
        _add(p, "V", (R.PRODUCED,), "make", form)
    _add("greenlit", "V", (R.DISTRIBUTES,), "", "ed")
    for p in ("was behind", "is behind", "were behind"):
        _add(p, "V", (R.PRODUCED,), "make", "fin")
    for p in ("series order", "pilot order", "straight-to-series order", "season order"):
        _add(p, "S", (R.DISTRIBUTES,))
    for p in ("directing duties", "directorial duties"):
        _add(p, "K", (R.DIRECTED,))
    for p in ("writing duties", "scripting duties", "script duties"):
        _add(p, "K", (R.WROTE,))
    for p in ("the former", "the latter"):
        _add(p, "X")
    for p in ("production companies", "production company", "producing companies", "the studio"):
        _add(p, "M", (R.PRODUCED,))
    for p in (
        "led by",
        "headed by",
        "run by",
        "founded by",
        "co-founded by",
        "launched by",
        "set up by",
        "owned by",
        "fronted by",
    ):
        _add(p, "L", (R.AFFILIATED_WITH,), "founder" if "found" in p else "")
    for p in (
        "directing debut",
        "directorial debut",
        "feature debut",
        "feature directorial debut",
        "feature directing debut",
        "directorial feature debut",
        "helming debut",
        "debut feature",
    ):
        _add(p, "Q", (R.DIRECTED,))
    for form, w in (("base", "make"), ("fin", "makes"), ("ed", "made"), ("ing", "making")):
        _add(w, "V", (R.PRODUCED,), "make", form)
    for w in ["company", "label", "banner", "shingle", "outfit", "firm"]:
        _add(w, "N")
    for w in ("back", "lead"):
        SINGLE.pop(w, None)
    _add("lead", "R", (R.ACTED_IN,))
    _helm()
    _deals()
    for entries in PHRASES.values():
        entries.sort(key=lambda e: -len(e[0]))


def _helm() -> None:
    for p in (
        "the helm",
        "helming duties",
        "at the helm of",
        "the director's seat",
        "at the helm",
        "behind the camera",
        "in the director's chair",
        "in the director 's chair",
        "at the wheel",
        "in charge",
        "in the director 's seat",
    ):
        _add(p, "@", (R.DIRECTED,))
    for p in (
        "in the lead",
        "in the lead role",
        "in the title role",
        "in the leads",
        "in lead roles",
        "in support",
        "in supporting roles",
        "in the cast",
        "in the title roles",
        "on board to star",
        "in front of the camera",
    ):
        _add(p, "@", (R.ACTED_IN,))
    for p in (
        "join the cast",
        "joins the cast",
        "joined the cast",
        "joining the cast",
        "round out the cast",
        "rounds out the cast",
        "rounding out the cast",
        "round out the ensemble",
        "complete the cast",
        "join the ensemble",
        "joins the ensemble",
        "head the cast",
        "heads the cast",
        "leads the cast",
        "lead the cast",
        "leading the cast",
        "heads a cast",
        "fill out the cast",
        "also appear",
        "co-star in",
        "rounded out the cast",
        "have roles",
        "has a role",
        "has a part",
        "have parts",
        "have a part",
        "round out",
        "rounds out",
        "rounding out",
        "is on board",
        "are on board",
        "lend their voices",
        "lends her voice",
        "lends his voice",
        "has a cameo",
        "fill out",
        "is aboard",
        "are aboard",
        "are already aboard",
        "are in the cast",
        "make up the cast",
        "also have roles",
    ):
        _add(p, "V", (R.ACTED_IN,), "", "fin")
    for p in ("run the show", "runs the show", "showrunning", "showruns", "running the show"):
        _add(p, "V", (R.WORKED_ON,), "showrunner", "fin")
    for form, p in (("ed", "backed"), ("fin", "backs"), ("ing", "backing")):
        _add(p, "V", (R.FINANCED,), "", form)
    for p in ("production", "co-production", "coproduction", "productions"):
        _add(p, "M", (R.PRODUCED,))
    for p in (
        "wrote the script",
        "wrote the screenplay",
        "writes the script",
        "wrote the teleplay",
        "wrote the story",
        "penned the script",
        "penned the screenplay",
        "wrote the adaptation",
        "handled the script",
        "wrote it",
        "pens the script",
    ):
        _add(p, "V", (R.WROTE,), "", "past")
    for p in (
        "wrote the score",
        "wrote the music",
        "composed the score",
        "composed the music",
        "composes the score",
        "composing the score",
        "provides the score",
        "is scoring",
        "writes the music",
        "write the score",
        "writing the score",
        "compose the score",
    ):
        _add(p, "V", (R.WORKED_ON,), "composer", "past")
    for p in ("wrote the novel", "wrote the book", "wrote the comic", "wrote the memoir", "wrote the play"):
        _add(p, "V", (R.SOURCE_AUTHOR,), "", "past")
    for p in (
        "made her directorial debut",
        "made his directorial debut",
        "makes her directorial debut",
        "makes his directorial debut",
        "making her directorial debut",
        "making his directorial debut",
        "make her directorial debut",
        "make his directorial debut",
        "made her directing debut",
        "made his directing debut",
        "called the shots",
        "calls the shots",
    ):
        _add(p, "V", (R.DIRECTED,), "", "fin")


def _deals() -> None:
    for form, words in (
        ("fin", "picks up;snaps up;takes rights;handles;holds"),
        ("ed", "picked up;snapped up;taken;put out;opened;landed;pre-bought;optioned_"),
        ("past", "took;put out"),
        ("ing", "picking up;snapping up;taking"),
        ("base", "pick up;snap up;put out"),
    ):
        for p in words.split(";"):
            if p not in ("handles", "holds", "took", "taken", "taking", "opened"):
                _add(p, "V", (R.DISTRIBUTES,), "", form)
    for p in (
        "handles sales",
        "handles international sales",
        "handling sales",
        "handling international sales",
        "handles world sales",
        "handles worldwide sales",
        "handling world sales",
        "is selling",
        "launches sales",
        "launching sales",
        "launched sales",
        "is handling international sales",
        "handles international",
        "handles foreign sales",
        "handling foreign sales",
        "represents international rights",
        "represents domestic rights",
        "reps international",
        "handles international rights",
        "is handling sales",
        "sells internationally",
        "will launch sales",
        "is handling domestic",
        "handling domestic",
        "is handling international",
        "reps domestic",
        "handling international",
        "kick off sales",
        "handle sales",
        "handle international sales",
        "introducing to buyers",
        "handles the film internationally",
        "handles it internationally",
    ):
        _add(p, "V", (R.SELLS,), "", "fin")
    for p in (
        "international sales",
        "world sales",
        "worldwide sales",
        "foreign sales",
        "domestic sales",
        "sales rights",
        "sales",
    ):
        _add(p, "S", (R.SELLS,))
    for p in (
        "rights",
        "theatrical rights",
        "worldwide rights",
        "domestic rights",
        "north american rights",
        "international rights",
    ):
        _add(p, "S", (R.DISTRIBUTES,))
    for p in (
        "cast the film",
        "did the casting",
        "handled casting",
        "cast the picture",
        "is casting",
        "cast the movie",
    ):
        _add(p, "V", (R.WORKED_ON,), "casting director", "fin")


_fill()
