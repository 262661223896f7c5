"""The tables of a desk and the numbered migrations that make them.

A migration is never edited once it has been released: a change is a new one at the end of the list. The tables below it are
what the statements are written against; ``tests/unit/desk/test_schema.py`` holds the two together.
"""

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

#: Each entry takes a desk from the schema version that is its index to the next.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE captures (
            id TEXT PRIMARY KEY, source TEXT NOT NULL, location TEXT NOT NULL, sequence INTEGER NOT NULL,
            digest TEXT NOT NULL, media_type TEXT NOT NULL, received_at TEXT NOT NULL, address TEXT, data BLOB NOT NULL,
            UNIQUE (location, sequence))""",
        "CREATE INDEX captures_by_source ON captures (source)",
        """CREATE TABLE fates (
            id TEXT PRIMARY KEY, source TEXT NOT NULL, digest TEXT NOT NULL, fate TEXT NOT NULL, reason TEXT NOT NULL,
            article_id TEXT)""",
        "CREATE INDEX fates_by_source ON fates (source, digest)",
        "CREATE INDEX fates_by_digest ON fates (digest)",
        """CREATE TABLE articles (
            row INTEGER PRIMARY KEY, capture_id TEXT NOT NULL UNIQUE REFERENCES captures (id) ON DELETE CASCADE,
            article_id TEXT NOT NULL, source TEXT NOT NULL, sequence INTEGER NOT NULL, moment TEXT NOT NULL,
            content TEXT NOT NULL, digest TEXT NOT NULL, number INTEGER NOT NULL, current INTEGER NOT NULL,
            body TEXT NOT NULL)""",
        "CREATE INDEX articles_by_id ON articles (article_id, number)",
        "CREATE INDEX articles_by_current ON articles (current, article_id)",
        "CREATE TABLE annotations (article_id TEXT PRIMARY KEY, digest TEXT NOT NULL, body BLOB NOT NULL)",
        """CREATE TABLE link_keys (
            key TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (key, article_id)) WITHOUT ROWID""",
        "CREATE INDEX link_keys_by_article ON link_keys (article_id)",
        # A link is kept from both its ends, so that all neighbours of an article stand together.
        """CREATE TABLE links (
            article_id TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, weight REAL NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (article_id, other)) WITHOUT ROWID""",
        "CREATE INDEX links_by_other ON links (other)",
        """CREATE TABLE threads (
            article_id TEXT PRIMARY KEY, thread_id TEXT NOT NULL, fingerprint TEXT NOT NULL)""",
        "CREATE INDEX threads_by_id ON threads (thread_id)",
        """CREATE TABLE records (
            thread_id TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, article_id TEXT,
            body TEXT NOT NULL, PRIMARY KEY (thread_id, kind, position))""",
        "CREATE INDEX records_by_id ON records (id)",
        "CREATE INDEX records_by_kind ON records (kind, id)",
        "CREATE INDEX records_by_article ON records (article_id, kind)",
        "CREATE TABLE due (stage TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (stage, unit)) WITHOUT ROWID",
        """CREATE TABLE done (
            unit TEXT NOT NULL, stage TEXT NOT NULL, fingerprint TEXT NOT NULL, PRIMARY KEY (unit, stage)) WITHOUT ROWID""",
        """CREATE TABLE problems (
            unit TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (unit, stage)) WITHOUT ROWID""",
        "CREATE TABLE stamps (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """CREATE TABLE rulings (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, target TEXT NOT NULL, value TEXT NOT NULL, by TEXT NOT NULL,
            at TEXT NOT NULL, why TEXT NOT NULL)""",
        """CREATE TABLE anchors (
            article_id TEXT NOT NULL, ruling_id TEXT NOT NULL REFERENCES rulings (id) ON DELETE CASCADE,
            PRIMARY KEY (article_id, ruling_id)) WITHOUT ROWID""",
        "CREATE INDEX anchors_by_ruling ON anchors (ruling_id)",
        # Its rows are those of the current versions, by articles.row.
        "CREATE VIRTUAL TABLE searched USING fts5 (title, outlet, text, tokenize = 'unicode61 remove_diacritics 2')",
    ),
    (
        # What the feed, sitemap or archive that led to a capture says of it, as JSON.
        "ALTER TABLE captures ADD COLUMN listing TEXT",
        "ALTER TABLE captures ADD COLUMN charset TEXT",
        "ALTER TABLE captures ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        # By "key" all addresses of one page are one; "place" is the feed or sitemap that listed it.
        """CREATE TABLE subscriptions (
            id TEXT PRIMARY KEY, key TEXT NOT NULL, place TEXT, next_due TEXT, body TEXT NOT NULL)""",
        "CREATE INDEX subscriptions_by_key ON subscriptions (key)",
        "CREATE INDEX subscriptions_by_place ON subscriptions (place)",
        "CREATE INDEX subscriptions_by_due ON subscriptions (next_due)",
    ),
    (
        # Copies and stories are of neighbourhoods now, which are smaller than threads: everything is related anew.
        # A key leads to those that hold it next in time, however many hold it.
        "DROP TABLE link_keys",
        """CREATE TABLE link_keys (
            key TEXT NOT NULL, moment TEXT NOT NULL, article_id TEXT NOT NULL,
            PRIMARY KEY (key, moment, article_id)) WITHOUT ROWID""",
        "CREATE INDEX link_keys_by_article ON link_keys (article_id)",
        "DROP TABLE threads",
        "DROP TABLE records",
        "DROP TABLE links",
        """CREATE TABLE links (
            article_id TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, weight REAL NOT NULL, reason TEXT NOT NULL,
            near INTEGER NOT NULL, PRIMARY KEY (article_id, other)) WITHOUT ROWID""",
        "CREATE INDEX links_by_other ON links (other)",
        "CREATE TABLE sketches (article_id TEXT PRIMARY KEY, body BLOB NOT NULL)",
        # "level" is the step that takes the articles of a component together: group or relate.
        """CREATE TABLE components (
            level TEXT NOT NULL, article_id TEXT NOT NULL, component_id TEXT NOT NULL, fingerprint TEXT NOT NULL,
            PRIMARY KEY (level, article_id)) WITHOUT ROWID""",
        "CREATE INDEX components_by_id ON components (component_id)",
        "CREATE INDEX components_by_article ON components (article_id)",
        """CREATE TABLE records (
            component_id TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, article_id TEXT,
            body TEXT NOT NULL, PRIMARY KEY (component_id, kind, position))""",
        "CREATE INDEX records_by_id ON records (id)",
        "CREATE INDEX records_by_kind ON records (kind, id)",
        "CREATE INDEX records_by_article ON records (article_id, kind)",
    ),
    (
        # A journal, no part of what is exported: some articles of a story, copy group or thread whose identifier is no more.
        """CREATE TABLE redirects (
            old TEXT NOT NULL, position INTEGER NOT NULL, article_id TEXT NOT NULL,
            since TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (old, position)) WITHOUT ROWID""",
        "CREATE INDEX redirects_by_article ON redirects (article_id)",
    ),
    (
        # What pages look records up by; all of it follows from the other tables, and the store fills it after this step.
        # Which articles a record of several rests on, and which actors and claims a record names; "day" is its newest.
        """CREATE TABLE rests (
            named TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, component_id TEXT NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (named, kind, day, component_id, position)) WITHOUT ROWID""",
        "CREATE INDEX rests_by_component ON rests (component_id)",
        # An article as a list shows it. "evidence_day" is the newest day that its date proves, "left_open" counts statements.
        """CREATE TABLE reports (
            article_id TEXT PRIMARY KEY, outlet TEXT, writer TEXT, first_day TEXT NOT NULL, start TEXT NOT NULL,
            evidence_day TEXT NOT NULL, story_id TEXT, copied INTEGER NOT NULL, statements INTEGER NOT NULL, open_statements INTEGER NOT NULL,
            left_open INTEGER NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX reports_by_day ON reports (first_day, copied, story_id, writer)",
        "CREATE INDEX reports_by_evidence ON reports (evidence_day)",
        "CREATE INDEX reports_by_outlet ON reports (outlet, copied)",
        "CREATE INDEX reports_left_open ON reports (first_day, left_open) WHERE left_open > 0",
        # A record by what an overview orders it; "tied" where its thread has more than one article.
        """CREATE TABLE overview (
            kind TEXT NOT NULL, component_id TEXT NOT NULL, id TEXT NOT NULL, tied INTEGER NOT NULL, first_day TEXT NOT NULL,
            last_day TEXT NOT NULL, weight INTEGER NOT NULL, state TEXT NOT NULL,
            PRIMARY KEY (kind, id, component_id)) WITHOUT ROWID""",
        "CREATE INDEX overview_by_component ON overview (component_id)",
        "CREATE INDEX overview_by_weight ON overview (kind, tied DESC, weight DESC, last_day DESC, id)",
        "CREATE INDEX overview_by_last_day ON overview (kind, tied DESC, last_day DESC, weight DESC, id)",
        "CREATE INDEX overview_by_state ON overview (kind, state, tied DESC, first_day DESC, id)",
        "CREATE INDEX articles_revised ON articles (moment, article_id) WHERE number > 1",
        "CREATE INDEX fates_by_kind ON fates (fate, source)",
    ),
    (
        # What the desk answered before it was ruled on; by outlets rulings are found that name one and no article.
        "ALTER TABLE rulings ADD COLUMN was TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX rulings_by_kind ON rulings (kind, target)",
    ),
    (
        # What the fields of a search choose by; like the tables of the step before it follows from the others. "body" is an article's fact.
        """CREATE TABLE facts (
            article_id TEXT PRIMARY KEY, component_id TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX facts_by_component ON facts (component_id)",
        # The articles that a value of a field finds.
        """CREATE TABLE found_by (
            field TEXT NOT NULL, value TEXT NOT NULL, day TEXT NOT NULL, article_id TEXT NOT NULL, component_id TEXT NOT NULL,
            PRIMARY KEY (field, value, day, article_id)) WITHOUT ROWID""",
        "CREATE INDEX found_by_component ON found_by (component_id)",
        # What speakers are called, by each word of a name.
        """CREATE TABLE names (
            word TEXT NOT NULL, called TEXT NOT NULL, alias INTEGER NOT NULL, speaker TEXT NOT NULL, component_id TEXT NOT NULL,
            PRIMARY KEY (word, called, alias, speaker, component_id)) WITHOUT ROWID""",
        "CREATE INDEX names_by_component ON names (component_id)",
        "CREATE INDEX names_by_speaker ON names (speaker)",
        # States that were kept under a name, numbered in the order in which they were; no part of what is exported.
        """CREATE TABLE kept (
            name TEXT PRIMARY KEY, moment INTEGER NOT NULL, as_of TEXT, kept_at TEXT NOT NULL) WITHOUT ROWID""",
        # What a record held when the state "moment" was kept, for each record that has changed since: no words, where they stood.
        """CREATE TABLE held (
            row INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, moment INTEGER NOT NULL, body TEXT NOT NULL,
            UNIQUE (kind, id, moment))""",
        "CREATE INDEX held_by_moment ON held (moment)",
        """CREATE TABLE held_in (
            article_id TEXT NOT NULL, row INTEGER NOT NULL REFERENCES held (row) ON DELETE CASCADE,
            PRIMARY KEY (article_id, row)) WITHOUT ROWID""",
        "CREATE INDEX held_in_by_row ON held_in (row)",
    ),
    (
        # In which order the versions of articles came onto the desk: a number is given when one is first related, and never again.
        # "said" is the number of the first version with the same words, 0 where it is this. A version that is taken out leaves its number
        # to its article.
        """CREATE TABLE arrivals (
            number INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL, capture_id TEXT NOT NULL, said INTEGER NOT NULL)""",
        "CREATE INDEX arrivals_by_article ON arrivals (article_id, number)",
        "CREATE INDEX arrivals_by_capture ON arrivals (capture_id)",
        """INSERT INTO arrivals (article_id, capture_id, said) SELECT articles.article_id, articles.capture_id, 0
            FROM articles JOIN captures ON captures.id = articles.capture_id WHERE articles.number > 0
            ORDER BY captures.received_at, articles.row""",
        # Which lines name an actor, a quantity or a place, by the number with which their words came. It follows from other tables.
        """CREATE TABLE told (
            named TEXT NOT NULL, number INTEGER NOT NULL, record_id TEXT NOT NULL,
            PRIMARY KEY (named, number, record_id)) WITHOUT ROWID""",
        "CREATE INDEX told_by_number ON told (number)",
        "CREATE INDEX reports_by_story ON reports (story_id)",
        # What a person follows, up to which number it was seen, and by what it is found where its identifier is no more.
        """CREATE TABLE follows (
            id TEXT PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, label TEXT NOT NULL,
            seen INTEGER NOT NULL, since TEXT NOT NULL)""",
        "CREATE INDEX follows_by_person ON follows (person, since, id)",
        """CREATE TABLE follow_anchors (
            follow_id TEXT NOT NULL REFERENCES follows (id) ON DELETE CASCADE, anchor TEXT NOT NULL, article_id TEXT NOT NULL,
            PRIMARY KEY (follow_id, anchor)) WITHOUT ROWID""",
        "CREATE INDEX follow_anchors_by_article ON follow_anchors (article_id)",
    ),
    (
        # Handing over: one draft at a time with the log of what was done to it, and what was signed, by its number.
        """CREATE TABLE drafts (
            place INTEGER PRIMARY KEY CHECK (place = 1), id TEXT NOT NULL, begun_by TEXT NOT NULL, begun_at TEXT NOT NULL, taken_at TEXT NOT NULL, body BLOB NOT NULL)""",
        "CREATE TABLE draft_operations (number INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        """CREATE TABLE handovers (
            number INTEGER PRIMARY KEY, signed_by TEXT NOT NULL, signed_at TEXT NOT NULL, as_of TEXT, digest TEXT NOT NULL,
            removals TEXT NOT NULL)""",
        # "signed" is the digest of what was signed, "digest" that of "data" now: words may have been removed from it since.
        """CREATE TABLE handover_files (
            number INTEGER NOT NULL, form TEXT NOT NULL, signed TEXT NOT NULL, digest TEXT NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY (number, form))""",
        # Which articles a signed brief names: what is removed goes from those alone.
        """CREATE TABLE handover_articles (
            article_id TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (article_id, number)) WITHOUT ROWID""",
        "CREATE INDEX handover_articles_by_number ON handover_articles (number)",
    ),
)

#: The last schema version whose step made tables that follow from the others: a desk of an earlier one has all of them filled.
DERIVED_VERSION = 8

SCHEMA_VERSION = len(MIGRATIONS)

metadata = MetaData()


def _table(name: str, columns: str, **others: type) -> Table:
    """A table whose ``columns`` are texts, but for the ``others``."""
    kinds = {column: others.get(column, Text) for column in columns.split()}
    return Table(name, metadata, *(Column(column, kind) for column, kind in kinds.items()))


captures = _table(
    "captures",
    "id source location sequence digest media_type received_at address data listing charset note",
    sequence=Integer,
    data=LargeBinary,
)
fates = _table("fates", "id source digest fate reason article_id")
articles = _table(
    "articles",
    "row capture_id article_id source sequence moment content digest number current body",
    row=Integer,
    sequence=Integer,
    number=Integer,
    current=Integer,
)
annotations = _table("annotations", "article_id digest body", body=LargeBinary)
link_keys = _table("link_keys", "key moment article_id")
links = _table("links", "article_id other kind weight reason near", weight=Float, near=Integer)
sketches = _table("sketches", "article_id body", body=LargeBinary)
components = _table("components", "level article_id component_id fingerprint")
records = _table("records", "component_id kind position id article_id body", position=Integer)
rests = _table("rests", "named kind day component_id position", position=Integer)
reports = _table(
    "reports",
    "article_id outlet writer first_day start evidence_day story_id copied statements open_statements left_open",
    copied=Integer,
    statements=Integer,
    open_statements=Integer,
    left_open=Integer,
)
overview = _table("overview", "kind component_id id tied first_day last_day weight state", tied=Integer, weight=Integer)
facts = _table("facts", "article_id component_id body")
found_by = _table("found_by", "field value day article_id component_id")
names = _table("names", "word called alias speaker component_id", alias=Integer)
kept = _table("kept", "name moment as_of kept_at", moment=Integer)
held = _table("held", "row kind id moment body", row=Integer, moment=Integer)
held_in = _table("held_in", "article_id row", row=Integer)
#: Its numbers are given by the database.
arrivals = _table("arrivals", "number article_id capture_id said", number=Integer, said=Integer)
told = _table("told", "named number record_id", number=Integer)
follows = _table("follows", "id person kind target label seen since", seen=Integer)
follow_anchors = _table("follow_anchors", "follow_id anchor article_id")
redirects = _table("redirects", "old position article_id since", position=Integer)
subscriptions = _table("subscriptions", "id key place next_due body")
due = _table("due", "stage unit")
done = _table("done", "unit stage fingerprint")
problems = _table("problems", "unit stage reason")
stamps = _table("stamps", "name value")
rulings = _table("rulings", "id kind target value by at why was")
anchors = _table("anchors", "article_id ruling_id")
drafts = _table("drafts", "place id begun_by begun_at taken_at body", place=Integer, body=LargeBinary)
draft_operations = _table("draft_operations", "number body", number=Integer)
handovers = _table("handovers", "number signed_by signed_at as_of digest removals", number=Integer)
handover_files = _table("handover_files", "number form signed digest data", number=Integer, data=LargeBinary)
handover_articles = _table("handover_articles", "article_id number", number=Integer)
searched = _table("searched", "rowid title outlet text", rowid=Integer)
