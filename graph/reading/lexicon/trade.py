"""The trade's own words: what crafts, verbs and nouns mean as relations, and the suffixes of company names."""

from __future__ import annotations

from graph.model import Relation as R

COMPANY_SUFFIXES = frozenset(
    (
        "pictures films film entertainment studios studio productions production media cinema filmworks filmworks"
        " releasing distribution distributors international television tv network networks animation group"
        " company co co. inc inc. ltd ltd. llc gmbh corp corp. corporation prods prods. partners management"
        " agency artists talent content features originals capital finance financial ventures holdings"
        " enterprises classics bros bros. worldwide global rights sales filmproduktion filmverleih produktion"
        " produzioni cinematografica producciones produções distribuzione filmes filmed movies mediaworks"
        " moviehouse publishing vision visions motion kino cine ciné cinéma streaming channel label banner"
        " video fund funds institute foundation council commission trust stories collective house factory lab labs works pix"
    ).split()
)
COMPANY_ENDINGS = (
    "films",
    "vision",
    "works",
    "filmes",
    "pictures",
    "flix",
    "media",
    "cine",
    "play",
    "tv",
    "kino",
    "house",
)
FILM_NOUNS = frozenset(
    (
        "romp weepie tearjerker shocker crimer heist flick oater laffer hour-long half-hour two-parter"
        " film movie pic picture feature feature-length thriller drama dramedy comedy series miniseries"
        " mini-series show sequel prequel spin-off spinoff remake reboot documentary doc docuseries docudrama"
        " biopic western actioner rom-com romcom romance melodrama swashbuckler adventure horror chiller short"
        " shorts anthology musical epic fantasy sci-fi whodunit noir mystery sitcom pilot franchise trilogy"
        " slasher actioner blockbuster follow-up threequel tentpole caper satire fable tale serial satire"
        " mockumentary cartoon feature-film telefilm two-hander procedural vehicle thrillers dramas comedies"
        " films movies pictures features sequels documentaries"
    ).split()
)
TOPIC_NOUNS = FILM_NOUNS | frozenset("project production package adaptation story venture one movie".split())

ROLE_WORDS: dict[str, tuple[tuple[R, ...], str]] = {}
CRAFTS: dict[str, str] = {}


def _roles(relation: R, words: str) -> None:
    for word in words.split(";"):
        ROLE_WORDS[word.strip()] = ((relation,), "")


_roles(
    R.DIRECTED,
    "director;helmer;dir.;dir;co-director;filmmaker;film-maker;co-helmer;auteur;directors;helmers;co-directors;filmmakers",
)
_roles(
    R.WROTE,
    "writer;writers;co-writer;co-writers;screenwriter;screenwriters;scribe;scribes;scripter;scripters;creator;creators;"
    "co-creator;co-creators;co-screenwriter;scenarist;co-scribe;series creator;screenplay writer",
)
_roles(R.PRODUCED, "producer;producers;prod.;co-producer;co-producers;lead producer")
_roles(
    R.EXECUTIVE_PRODUCED,
    "executive producer;executive producers;exec producer;exec producers;ep;eps;co-executive producer;"
    "co-executive producers;exec;co-exec producer",
)
del ROLE_WORDS["exec"]
_roles(
    R.ACTED_IN,
    "star;stars;co-star;co-stars;costar;costars;actor;actors;actress;actresses;lead;leads;headliner;headliners;alum;alumnus;alumna;alums;"
    "alumni;topliner;toplinners;leading man;leading lady;breakout;standout;regular;veteran;starlet;title character;"
    "series regular;series regulars",
)
for _craft, _words in {
    "cinematographer": "cinematographer;director of photography;dp;dop;cinematographers;cameraman;lenser;directors of photography",
    "editor": "editor;film editor;editors;cutter",
    "composer": "composer;composers;composing duo;score composer;film composer",
    "casting director": "casting director;casting directors",
    "production designer": "production designer;production designers",
    "art director": "art director;art directors",
    "costume designer": "costume designer;costume designers;costumer;wardrobe designer",
    "stunt coordinator": "stunt coordinator;stunt co-ordinator;stunt coordinators",
    "second unit director": "second-unit director;second unit director",
    "fight coordinator": "fight coordinator",
    "stunt double": "stunt double",
    "choreographer": "choreographer;fight choreographer;choreographers;dance choreographer",
    "visual effects supervisor": "visual effects supervisor;vfx supervisor;visual effects supervisors",
    "makeup artist": "makeup artist;make-up artist;makeup designer;make-up designer;prosthetics designer;hair and makeup designer",
    "sound designer": "sound designer;sound mixer;supervising sound editor",
    "showrunner": "showrunner;showrunners;co-showrunner;co-showrunners",
    "music supervisor": "music supervisor",
    "line producer": "line producer",
    "set decorator": "set decorator;set decorators;set dresser",
    "animator": "animator;animation director;lead animator;animators;animation supervisor;head of animation",
    "assistant director": "assistant director;first assistant director;1st assistant director;second assistant director;first ad",
    "gaffer": "gaffer;key grip;chief lighting technician",
    "camera operator": "camera operator;steadicam operator;focus puller",
    "sound mixer": "re-recording mixer;production sound mixer;sound recordist;re-recording mixers;sound mixers",
    "sound editor": "sound editor;sound editors;supervising sound editors;foley artist;sound supervisor",
    "special effects supervisor": "special effects supervisor;effects supervisor;creature designer;creature effects designer;effects artist;"
    "special effects artist;special makeup effects artist;makeup effects artist;concept artist;storyboard artist;character designer",
    "hair stylist": "hair stylist;hairstylist;hair designer;wig maker",
    "location manager": "location manager;production manager;unit production manager;production supervisor;post-production supervisor",
    "intimacy coordinator": "intimacy coordinator;dialect coach;acting coach;movement coach;technical advisor;technical adviser;historical advisor",
    "script supervisor": "script supervisor;script editor;story editor;dramaturg",
    "property master": "property master;prop master;props master",
    "colorist": "colorist;colourist",
    "title designer": "title designer",
    "stunt performer": "stunt performer;stuntman;stuntwoman;stunt woman;stunt man;stunt doubles;action coordinator;action director;action choreographer;"
    "stunt choreographer;stunts coordinator;fight director;fight coordinators",
    "narrator": "narrator",
    "songwriter": "songwriter;lyricist",
}.items():
    for _word in _words.split(";"):
        ROLE_WORDS[_word] = ((R.WORKED_ON,), _craft)
        CRAFTS[_word] = _craft
_roles(R.SOURCE_AUTHOR, "author;authors;novelist")
_roles(
    R.FINANCED,
    "financier;financiers;backer;backers;co-financier;co-financiers;equity partner;equity partners;financing partner;equity investor;equity investors",
)
_roles(R.DISTRIBUTES, "distributor;distributors")
_roles(
    R.SELLS,
    "sales agent;sales agents;sales company;seller;sellers;sales house;sales outfit;sales firm;sales banner;sales agency;sales label",
)
AFFILIATIONS = (
    "founder;co-founder;cofounder;ceos;topper;toppers;chief exec;head of sales;sales chief;founders;co-founders"
    ";chief executive;chief executive officer;ceo;co-ceo;coo;cfo;cco;chief;president;co-president;presidents"
    ";co-presidents;vice president;vice-president;svp;evp;vp;chairman;chairwoman;chair;co-chair;co-chairs;chairs"
    ";partner;partners;managing director;md;joint md;head;heads;co-head;boss;executive;executives;exec;principal"
    ";principals;owner;owners;co-owner;senior vice president;executive vice president;chief creative officer"
    ";creative director;commissioning editor;manager;agent;attorney;lawyer;head of acquisitions;head of sales"
    ";head of film;head of production;head of development;development executive;managing partner"
    ";producing partner;publicist;studio head;buyer;production executive"
).split(";")
for _word in AFFILIATIONS:
    ROLE_WORDS.setdefault(_word, ((R.AFFILIATED_WITH,), _word))

# verb -> relation; forms are made from base: (base, third person, past, participle, -ing)
VERBS: dict[str, tuple[tuple[R, ...], str, str]] = {}


def _verb(
    relation: tuple[R, ...], detail: str, bases: str, irregular: dict[str, tuple[str, str]] | None = None
) -> None:
    for base in bases.split():
        if irregular and base in irregular:
            past, part = irregular[base]
        elif base.endswith("e"):
            past = part = base + "d"
        elif base.endswith("y") and base[-2] not in "aeiou":
            past = part = base[:-1] + "ied"
        else:
            past = part = base + "ed"
        third = (
            base[:-1] + "ies"
            if base.endswith("y") and base[-2] not in "aeiou"
            else base + ("es" if base.endswith(("ch", "s", "sh", "x")) else "s")
        )
        ing = base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else base + "ing"
        if base in _DOUBLED:
            ing = base + base[-1] + "ing"
            if past.endswith("ed") and not (irregular and base in irregular):
                past = part = base + base[-1] + "ed"
        for form, word in (("base", base), ("fin", third), ("ing", ing)):
            VERBS.setdefault(word, (relation, detail, form))
        VERBS.setdefault(past, (relation, detail, "ed" if past == part else "past"))
        if part != past:
            VERBS.setdefault(part, (relation, detail, "part"))


_DOUBLED = frozenset(
    {
        "star",
        "pen",
        "co-star",
        "helm_",
        "nab",
        "snag",
        "scoop_",
        "rep",
        "script_",
        "cut",
        "co-pen",
        "costar",
        "grab",
        "shop",
        "net",
    }
)
_verb((R.DIRECTED,), "", "direct helm co-direct lense_ co-helm")
_verb(
    (R.WROTE,),
    "",
    "write pen script co-write cowrite adapt rewrite co-script co-pen scribe create co-create",
    {
        "write": ("wrote", "written"),
        "co-write": ("co-wrote", "co-written"),
        "rewrite": ("rewrote", "rewritten"),
        "cowrite": ("cowrote", "cowritten"),
    },
)
_verb((R.PRODUCED,), "", "produce co-produce coproduce shepherd")
_verb((R.EXECUTIVE_PRODUCED,), "", "executive-produce exec-produce co-executive-produce")
_verb(
    (R.ACTED_IN,),
    "",
    "star act co-star costar headline topline play portray appear cameo voice lead top-line narrate co-lead reprise",
    {"lead": ("led", "led"), "co-lead": ("co-led", "co-led")},
)
_verb((R.WORKED_ON,), "cinematographer", "shoot lens photograph", {"shoot": ("shot", "shot")})
_verb((R.WORKED_ON,), "editor", "edit cut", {"cut": ("cut", "cut")})
_verb((R.WORKED_ON,), "composer", "score compose")
_verb((R.WORKED_ON,), "choreographer", "choreograph")
_verb((R.WORKED_ON,), "animator", "animate co-animate")
_verb((R.WORKED_ON,), "sound mixer", "mix")
_verb(
    (R.WORKED_ON,),
    "showrunner",
    "showrun co-showrun",
    {"showrun": ("showran", "showrun"), "co-showrun": ("co-showran", "co-showrun")},
)
_verb((R.FINANCED,), "", "finance co-finance bankroll fund co-fund fully-finance")
_verb(
    (R.DISTRIBUTES,),
    "",
    "release distribute acquire buy nab snag grab land stream air open bow order renew greenlight commission secure purchase scoop premiere_ broadcast pre-buy option_",
    {"buy": ("bought", "bought"), "pre-buy": ("pre-bought", "pre-bought"), "broadcast": ("broadcast", "broadcast")},
)
_verb((R.SELLS,), "", "sell rep_ co-sell", {"sell": ("sold", "sold"), "co-sell": ("co-sold", "co-sold")})
_verb((R.REPRESENTED_BY,), "", "rep represent manage")
_verb((R.AFFILIATED_WITH,), "founder", "found co-found cofound")
_verb((R.AFFILIATED_WITH,), "", "run own head co-own", {"run": ("ran", "run")})
WORK_NOUNS: dict[str, tuple[R, str]] = {}
for _word in "script screenplay teleplay screenwriting adaptation draft scripts screenplays".split():
    WORK_NOUNS[_word] = (R.WROTE, "")
for _word in (
    "novel novels book books comic comics memoir play bestseller best-seller novella podcast manga biography"
    " autobiography article webcomic stage-play books trilogy-of-novels webtoon poem musical-play non-fiction"
    " poem"
).split():
    WORK_NOUNS[_word] = (R.SOURCE_AUTHOR, "")
for _word in ["score", "music", "soundtrack"]:
    WORK_NOUNS[_word] = (R.WORKED_ON, "composer")
WORK_NOUNS["cinematography"] = (R.WORKED_ON, "cinematographer")
WORK_NOUNS["editing"] = (R.WORKED_ON, "editor")

TALKS = (
    "in talks;in early talks;in final talks;in advanced talks;in negotiations;in final negotiations"
    ";in early negotiations;in discussions;opened negotiations;nearing;near a deal;eyed;eyeing;being eyed"
    ";circling;circle;circles;offered;rumored;rumoured;closing in on;closing a deal;is closing;courted"
    ";being courted;considering;mulling;said to be circling;understood to be;in contention;frontrunner"
    ";front-runner;wanted for;being sought;in line to;negotiating;in mind;finalizing;finalising;reportedly;eyeing"
    ";poised to;close to;in consideration;under consideration;being considered;in the mix;on the shortlist"
    ";has an offer;in exclusive negotiations;in exclusive talks;hopes to;have an offer"
).split(";")
DEPARTED = (
    "stepped away;step away;stepped down;steps down;stepping down;no longer;exited;exits;exit;exiting;departed"
    ";departs;dropped out;drops out;drop out;walked away;walks away;bowed out;bows out;bow out;withdrew;withdraws"
    ";withdrawn;parted ways;parted company;pulled out;pulls out;quit;quits;ankled;ankles;ankling;backed out"
    ";fell out;left the project;left the film;has left;have left;left the;left it;left over;off the project"
    ";off the film;is out;are out;was originally;were originally;originally attached;previously attached"
    ";was attached;were attached;was supposed to;were supposed to;was to have;were to have;had been set to"
    ";had been attached;was once;was initially;were initially;originally set to;was set to;were set to"
    ";was going to;were going to;abandoned;was fired;been fired;let go;was dropped;moved on;stepped aside;vacated"
    ";departure;dropped off;was first meant;is off;are off;out as;had been cast;had been due to;was due to"
    ";were due to;was previously set;had the job until;originally cast;initially attached;formerly attached"
    ";first announced;was meant to;was in line;scheduling conflict;scheduling conflicts;fell through;bailed"
).split(";")
