"""What the trade says in so many words: (kind of chunk, relations, detail, form of a verb, the words, parted by ";").

The kinds are those of `graph.reading.chunks`.
"""

from __future__ import annotations

from graph.model import Relation as R

# fmt: off
SAYINGS: tuple[tuple[str, tuple[R, ...], str, str, str], ...] = (
    ("p", (), "", "",
        "along with;together with;as well as;of;in;on;at;for;from;with;by;to;under;via;through;opposite;"
        "alongside;as;into;about;after;before;against;like;between;without;over"),
    ("and", (), "", "",
        "and;&;or;plus"),
    ("but", (), "", "",
        "but"),
    ("be", (), "", "",
        "is;are;was;were;be;been;being;has;have;had;will;would;can;could;may;might;must;shall;should;does;do;"
        "did"),
    ("neg", (), "", "",
        "not;never;nor;neither;n't;cannot;won't;isn't;wasn't;aren't;doesn't;didn't;don't;haven't;hasn't;"
        "hadn't;weren't;couldn't"),
    ("who", (), "", "",
        "who"),
    ("whose", (), "", "",
        "whose"),
    ("which", (), "", "",
        "whom;which;that"),
    ("where", (), "", "",
        "where"),
    ("H", (), "", "",
        "he;she;they"),
    ("h", (), "", "",
        "his;her;their;its"),
    ("T", (), "", "",
        "that one;this one;it"),
    ("X", (), "", "",
        "the former;the latter"),
    ("A", (), "", "",
        "film debut;acting debut;supporting roles are filled;supporting roles for;supporting performances;"
        "supporting cast;featured performances;a cameo by;cameos by;screen debut;ensemble cast;cast members;"
        "cast list;cast also;voice cast;the voice talents;the voices;the voice;cast;ensemble;performances;"
        "appearances;appearance"),
    ("J", (R.ACTED_IN,), "", "base",
        "join"),
    ("J", (R.ACTED_IN,), "", "ed",
        "joined"),
    ("J", (R.ACTED_IN,), "", "fin",
        "joins"),
    ("J", (R.ACTED_IN,), "", "ing",
        "joining"),
    ("Q", (R.DIRECTED,), "", "",
        "directing debut;directorial feature debut;directorial debut;feature directorial debut;"
        "feature directing debut;feature debut;helming debut;debut feature"),
    ("V", (R.ACTED_IN,), "", "base",
        "star;co-star;costar;feature"),
    ("V", (R.ACTED_IN,), "", "ed",
        "featured"),
    ("V", (R.ACTED_IN,), "", "fin",
        "is on board;is aboard;has a role;has a part;has a cameo;have a part;have roles;have parts;"
        "are in the cast;are on board;are already aboard;are aboard;lead the cast;leading the cast;"
        "head the cast;join the cast;join the ensemble;joins the cast;joins the ensemble;joined the cast;"
        "joining the cast;round out the cast;round out the ensemble;round out;rounds out the cast;rounds out;"
        "rounding out the cast;rounding out;complete the cast;heads the cast;heads a cast;leads the cast;"
        "fill out the cast;fill out;also have roles;also appear;co-star in;rounded out the cast;"
        "lend their voices;lends her voice;lends his voice;make up the cast;stars;co-stars;costars;leads;"
        "features;pairs;reunites"),
    ("V", (R.ACTED_IN,), "", "ing",
        "featuring;pairing;reuniting"),
    ("V", (R.ACTED_IN,), "", "past",
        "took over the part;took over the role;took on the role;took over;takes over the part;"
        "takes over the role;taking over the role"),
    ("V", (R.DIRECTED,), "", "fin",
        "make her directorial debut;make his directorial debut;made her directorial debut;"
        "made his directorial debut;made her directing debut;made his directing debut;"
        "makes her directorial debut;makes his directorial debut;making her directorial debut;"
        "making his directorial debut;called the shots;calls the shots"),
    ("V", (R.DISTRIBUTES,), "", "base",
        "pick up;snap up"),
    ("V", (R.DISTRIBUTES,), "", "ed",
        "picked up;snapped up;put out;greenlit;optioned_"),
    ("V", (R.DISTRIBUTES,), "", "fin",
        "takes rights;picks up;snaps up"),
    ("V", (R.DISTRIBUTES,), "", "ing",
        "picking up;snapping up"),
    ("V", (R.EXECUTIVE_PRODUCED,), "", "base",
        "executive produce;exec produce;co-executive produce"),
    ("V", (R.EXECUTIVE_PRODUCED,), "", "ed",
        "executive produced;exec produced;co-executive produced"),
    ("V", (R.EXECUTIVE_PRODUCED,), "", "fin",
        "executive produces;exec produces;co-executive produces"),
    ("V", (R.EXECUTIVE_PRODUCED,), "", "ing",
        "executive producing;exec producing;co-executive producing"),
    ("V", (R.FINANCED,), "", "ed",
        "backed"),
    ("V", (R.FINANCED,), "", "fin",
        "backs"),
    ("V", (R.FINANCED,), "", "ing",
        "backing"),
    ("V", (R.PRODUCED,), "make", "base",
        "develop;make"),
    ("V", (R.PRODUCED,), "make", "ed",
        "made"),
    ("V", (R.PRODUCED,), "make", "fin",
        "is behind;was behind;were behind;develops;makes"),
    ("V", (R.PRODUCED,), "make", "ing",
        "developing;making"),
    ("V", (R.SELLS,), "", "fin",
        "is handling international sales;is handling sales;is handling domestic;is handling international;"
        "is selling;launched sales;handles the film internationally;handles international sales;"
        "handles world sales;handles worldwide sales;handles foreign sales;handles international rights;"
        "handles it internationally;handles sales;handles international;handling international sales;"
        "handling world sales;handling foreign sales;handling sales;handling domestic;handling international;"
        "launches sales;launching sales;represents international rights;represents domestic rights;"
        "reps international;reps domestic;sells internationally;will launch sales;kick off sales;"
        "handle international sales;handle sales;introducing to buyers"),
    ("V", (R.SOURCE_AUTHOR,), "", "past",
        "wrote the novel;wrote the book;wrote the comic;wrote the memoir;wrote the play"),
    ("V", (R.WORKED_ON,), "casting director", "fin",
        "is casting;cast the film;cast the picture;cast the movie;handled casting;did the casting"),
    ("V", (R.WORKED_ON,), "composer", "past",
        "is scoring;composing the score;writing the score;wrote the score;wrote the music;writes the music;"
        "composed the score;composed the music;composes the score;provides the score;write the score;"
        "compose the score"),
    ("V", (R.WORKED_ON,), "showrunner", "fin",
        "run the show;runs the show;running the show;showrunning"),
    ("V", (R.WROTE,), "", "past",
        "wrote the script;wrote the screenplay;wrote the teleplay;wrote the story;wrote the adaptation;"
        "wrote it;writes the script;penned the script;penned the screenplay;handled the script;"
        "pens the script"),
    ("K", (R.DIRECTED,), "", "",
        "directing duties;directorial duties"),
    ("K", (R.SOURCE_AUTHOR,), "", "",
        "graphic novel;short story;comic book;comic series;stage play;book series;non-fiction book;"
        "true story;play;novel;novels;book;books;comic;comics;memoir;bestseller;best-seller;novella;podcast;"
        "manga;biography;autobiography;article;webcomic;stage-play;trilogy-of-novels;webtoon;poem;"
        "musical-play;non-fiction"),
    ("K", (R.WORKED_ON,), "cinematographer", "",
        "cinematography"),
    ("K", (R.WORKED_ON,), "composer", "",
        "score;music;soundtrack"),
    ("K", (R.WORKED_ON,), "editor", "",
        "editing"),
    ("K", (R.WROTE,), "", "",
        "script duties;writing duties;scripting duties;script;scripts;screenplay;teleplay;screenwriting;"
        "adaptation;draft;screenplays;story"),
    ("S", (R.DISTRIBUTES,), "", "",
        "series order;pilot order;straight-to-series order;season order;international rights;"
        "worldwide rights;domestic rights;theatrical rights;north american rights;rights"),
    ("S", (R.SELLS,), "", "",
        "sales rights;international sales;world sales;worldwide sales;foreign sales;domestic sales;sales"),
    ("M", (R.PRODUCED,), "", "",
        "production companies;production company;producing companies;the studio;production;co-production;"
        "coproduction;productions"),
    ("N", (), "", "",
        "company;label;banner;shingle;outfit;firm"),
    ("L", (R.AFFILIATED_WITH,), "", "",
        "set up by;led by;headed by;run by;launched by;owned by;fronted by"),
    ("L", (R.AFFILIATED_WITH,), "founder", "",
        "founded by;co-founded by"),
    ("@", (R.ACTED_IN,), "", "",
        "in front of the camera;in the lead role;in the title role;in the title roles;in the lead;"
        "in the leads;in lead roles;in supporting roles;in the cast;in support;on board to star"),
    ("@", (R.DIRECTED,), "", "",
        "in the director 's chair;in the director 's seat;in the director's chair;in charge;"
        "the director's seat;the helm;helming duties;at the helm of;at the helm;at the wheel;"
        "behind the camera"),
)
# fmt: on
