"""What contradicts itself in the warehouse: queries that return nothing, whatever became of the runs before."""

from dataclasses import dataclass
from pathlib import Path

from warehouse import integrity_of_links as links
from warehouse.connection import Connection, connect_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What is wrong, in a sentence, and the id or address at which."""

    what: str
    where: str


_LATELY = 20_000  # extractions: the texts whose mentions are compared with them (0.3 s; of a million it takes 7)
_MERGES = "select article_id from store.duplicates where relation = 'same article' and undone_at is null"
_UNTAGGED = "anti join store.tagged using (document_id)"
_TAGGERS = "select tagger_no from store.taggers"

# Each query gives, first, the id or address at which its sentence is broken.
RULES = (
    ("an article has no version", "from store.articles anti join store.versions using (article_id)"),
    ("a version is of no article", "from store.versions anti join store.articles using (article_id)"),
    (
        "versions are not numbered 1, 2, 3",
        "select article_id from store.versions group by article_id "
        "having min(version) <> 1 or max(version) <> count(*) or count(distinct version) <> count(*)",
    ),
    (
        "an article has not one latest version, its last",
        "select article_id from store.versions group by article_id "
        "having count(*) filter (latest) <> 1 or max(version) filter (latest) <> max(version)",
    ),
    (
        "a version shows a document that says nothing",
        "select v.article_id from store.versions v anti join "
        "(select document_id from store.extractions where outcome = 'ok') using (document_id)",
    ),
    ("an article is there twice", "select article_id from store.articles group by all having count(*) > 1"),
    ("an address is there twice", "select any_value(url) from store.pages group by outlet_id, url having count(*) > 1"),
    ("two addresses have one id", "select any_value(url) from store.pages group by page_id having count(*) > 1"),
    ("a page has no id", "select url from store.pages where page_id is null"),
    ("a key names no page", "from store.keys anti join store.pages using (page_id)"),
    ("a merged id has an article", "from store.redirects semi join store.articles using (article_id)"),
    ("a merged id leads to two", "select article_id from store.redirects group by all having count(*) > 1"),
    ("a merged id leads on", "from store.redirects r semi join store.redirects n on n.article_id = r.leads_to"),
    ("an id was merged by no standing decision", f"from store.redirects anti join ({_MERGES}) using (article_id)"),
    ("a standing decision merged nothing", f"from ({_MERGES}) anti join store.redirects using (article_id)"),
    (
        "a decision stands twice",
        "select any_value(article_id) from store.duplicates where undone_at is null "
        "group by article_id, duplicate_of, rule having count(*) > 1",
    ),
    (
        "a decision that a person undid stands",
        "select d.article_id from store.duplicates d join store.duplicates u using (article_id, duplicate_of) "
        "where d.undone_at is null and u.undone_by = 'person'",
    ),
    (
        "a fingerprint is of no text",
        "select document_id from store.signatures anti join store.extractions using (document_id)",
    ),
    (
        "a fingerprint has not its 32 bands",
        "select s.document_id from store.signatures s "
        "left join (select signature_no, count(*) as n from store.bands group by all) b using (signature_no) "
        "where b.n is distinct from 32",
    ),
    (
        "bands are of no fingerprint",
        "select signature_no from store.bands anti join store.signatures using (signature_no)",
    ),
    ("a page that was read waits for its article", "select url from store.extractions where not placed"),
    ("a page was read twice", "select document_id from store.extractions group by all having count(*) > 1"),
    (
        "a page counts as read and was not, or the other way round",
        "select document_id from (select * from store.documents where extracted) "
        "full join store.extractions e using (document_id) where extracted is null or e.url is null",
    ),
    (
        "a page left the archive before it was read",
        "select document_id from store.documents "
        "where gone_at is not null and purpose = 'page' and outcome = 'ok' and not extracted",
    ),
    ("an entry is there twice", "select entry_id from store.entries group by all having count(*) > 1"),
    ("a zone is of no extraction", "from store.zones anti join store.extractions using (document_id)"),
    (
        "zones overlap",
        "select document_id from store.zones group by document_id, zone = 'title' "
        "having sum(char_end - char_start) > max(char_end) - min(char_start)",
    ),
    ("a tagged page is of no extraction", "from store.tagged anti join store.extractions using (document_id)"),
    ("a page is tagged twice", "select document_id from store.tagged group by all having count(*) > 1"),
    ("a page is tagged by no known tagger", f"from store.tagged where abs(tagger_no) not in ({_TAGGERS})"),
    (
        "a page counts as tagged by today's tagger, others by another",
        "select tagger_no from store.tagged where tagger_no > 0 group by tagger_no qualify count(*) over () > 1",
    ),
    ("a mention is of no tagged page", f"select document_id from store.mentions {_UNTAGGED}"),
    ("an amount is of no tagged page", f"select document_id from store.amounts {_UNTAGGED}"),
    ("a name is of no tagged page", f"select document_id from store.names {_UNTAGGED}"),
    ("a change is of no tagged page", f"select document_id from store.mention_changes {_UNTAGGED}"),
    ("an entity is there twice", "select entity_id from store.entities group by all having count(*) > 1"),
    ("an alias is of no entity", "from store.aliases anti join store.entities using (entity_id)"),
    (
        "a mention is of no known entity",
        "select m.entity_id from store.mentions m semi join (from store.tagged where tagger_no > 0) t "
        "using (document_id) anti join store.entities using (entity_id)",
    ),
    (
        "a mention is in no zone of its name",
        "select m.document_id from store.mentions m anti join store.zones z on m.document_id = z.document_id "
        "and m.zone = z.zone and m.char_start >= z.char_start and m.char_start < z.char_end",
    ),
    ("a mention is not as long as its place", "from store.mentions where char_end - char_start <> length(surface)"),
    (
        "a mention in a title is not what stands there",
        "select m.document_id from (from store.mentions where zone = 'title') m join store.extractions e "
        "using (document_id) where substring(e.title, char_start + 1, char_end - char_start) <> surface",
    ),
    (
        "a mention in a text is not what stands there",
        "select m.document_id from (from store.mentions where zone <> 'title') m join (select document_id, text "
        f"from store.extractions where rowid > (select max(rowid) - {_LATELY} from store.extractions)) e "
        "using (document_id) where substring(e.text, char_start + 1, char_end - char_start) <> surface",
    ),
    *links.RULES,
    ("a gap is of no feed", "select feed_url from store.gaps anti join store.feeds using (feed_url)"),
    ("a gap ends before it begins", "select feed_url from store.gaps where missing_from >= missing_until"),
    (
        "a gap is closed by nobody, or is not closed and yet by somebody",
        "select feed_url from store.gaps where (status = 'closed') <> (closed_by is not null)",
    ),
    (
        "a gap is settled and nobody knows when, or is open and was settled",
        "select feed_url from store.gaps where (status = 'open') <> (settled_at is null)",
    ),
    (
        "gaps of one feed overlap",
        "select feed_url from store.gaps window before as (partition by feed_url order by missing_from, gap_id "
        "rows between unbounded preceding and 1 preceding) "
        "qualify missing_from < max(missing_until) over before",
    ),
    (
        "a feed is covered beyond its last good poll",
        "select feed_url from store.feeds where covered_until > last_ok_at or listed_at > last_ok_at",
    ),
)  # fmt: skip


def contradictions(published: Path) -> tuple[Contradiction, ...]:
    """Everything in the published file that breaks one of the rules: nothing, after any run. Raises WarehouseError."""
    with connect_to_read(published) as db:
        return contradictions_of(db)


def contradictions_of(db: Connection) -> tuple[Contradiction, ...]:
    """Likewise, of an open warehouse."""
    return tuple(
        Contradiction(what=what, where=str(where))
        for what, query in RULES
        for where, *_ in db.execute(f"select distinct * from ({query}) limit 100").fetchall()
    )
