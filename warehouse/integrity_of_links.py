"""What contradicts itself in where articles came from: as in `warehouse.integrity`, queries that return nothing."""

_ARTICLES = "anti join store.linked using (article_id)"
_READ = "select article_no from store.linked"
_STANDING = "from store.derivations where until_at is null"

# Each query gives, first, the id or address at which its sentence is broken.
RULES = (
    ("an article is linked twice", "select article_id from store.linked group by all having count(*) > 1"),
    (
        "two linked articles have one number",
        "select any_value(article_id) from store.linked group by article_no having count(*) > 1",
    ),
    (
        "an article is linked that is there no more",
        "select article_id from store.linked anti join store.articles using (article_id)",
    ),
    (
        "an article is linked by no known linker",
        "select article_id from store.linked where abs(linker_no) not in (select linker_no from store.linkers)",
    ),
    (
        "articles count as linked by today's linker, others by another",
        "select linker_no from store.linked where linker_no > 0 group by linker_no qualify count(*) over () > 1",
    ),
    (
        "a linked article has not one fingerprint",
        "select l.article_id from store.linked l left join store.fingerprints f on f.article_no = l.article_no "
        "and f.article_id = l.article_id group by all having count(f.article_no) <> 1",
    ),
    ("a fingerprint is of no linked article", f"select article_id from store.fingerprints {_ARTICLES}"),
    ("a rare key is of no linked article", f"select article_no from store.rare_keys where article_no not in ({_READ})"),
    (
        "an edge is of no linked article",
        f"select one from store.edges where one not in ({_READ}) or other not in ({_READ})",
    ),
    ("an edge is there twice", "select one from store.edges group by one, other having count(*) > 1"),
    ("an edge begins with the larger number", "select one from store.edges where one >= other"),
    (
        "a news article that is settled is not in one story",
        "select f.article_id from store.fingerprints f join (from store.linked where settled) using (article_no) "
        "left join store.story_articles s on s.article_id = f.article_id where f.kind = 'news' "
        "group by all having count(s.story_id) <> 1",
    ),
    (
        "an article that is no news is settled, and in a story",
        "select f.article_id from store.fingerprints f join (from store.linked where settled) using (article_no) "
        "join store.story_articles s on s.article_id = f.article_id where f.kind <> 'news'",
    ),
    ("an article of a story is linked no more", f"select article_id from store.story_articles {_ARTICLES}"),
    ("a story has no article", "select story_id from store.stories anti join store.story_articles using (story_id)"),
    (
        "an article is of no story that is there",
        "select article_id from store.story_articles anti join store.stories using (story_id)",
    ),
    ("a story is there twice", "select story_id from store.stories group by all having count(*) > 1"),
    (
        "a story does not begin with one of its articles",
        "select story_id from store.stories anti join store.story_articles s "
        "on s.story_id = stories.story_id and s.article_id = first_article_id",
    ),
    (
        "a derivation is of no linked article",
        f"select article_id {_STANDING} and article_id not in (select article_id from store.linked)",
    ),
    (
        "an original is not there",
        f"select article_id {_STANDING} and original_id is not null and original_id not in "
        "(select article_id from store.linked)",
    ),
    ("an article retells itself", "select article_id from store.derivations where original_id = article_id"),
    (
        "a derivation stands twice",
        f"select article_id {_STANDING} group by article_id, original_url, original_outlet_id having count(*) > 1",
    ),
    ("a derivation ends before it begins", "select article_id from store.derivations where until_at < since_at"),
    (
        "a figure drifts along no derivation that stands",
        "select article_id from store.drifts anti join (from store.derivations where until_at is null) d "
        "on d.article_id = drifts.article_id and d.original_id = drifts.original_id",
    ),
    (
        "a candidate is of no linked article",
        "select article_id from store.derivation_candidates where article_id not in (select article_id from "
        "store.linked) or original_id not in (select article_id from store.linked)",
    ),
    ("a citation is of no extraction", "from store.citations anti join store.extractions using (document_id)"),
    ("a link is of no extraction", "from store.links anti join store.extractions using (document_id)"),
    (
        "a wanted original is there twice",
        "select url from store.originals group by url having count(*) > 1",
    ),
    (
        "a wanted original has no page",
        "select url from store.originals where page_id is not null and page_id not in "
        "(select page_id from store.pages)",
    ),
)
