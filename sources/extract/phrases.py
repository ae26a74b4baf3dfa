"""The words of furniture: how outlets, Indonesian and English, phrase what is not their article.

Each pattern is matched against a line's beginning unless it says otherwise; every repetition is bounded.
"""

import re

LONGEST = 400  # characters of a line of furniture; prose is longer
LONGEST_RELATED = 250

# Pointers at other articles.
RELATED = re.compile(
    r"(?:baca|lihat|simak|tonton|dengar)(?:kan)?\s?(?:juga|selengkapnya|pula|lainnya)\b"
    r"|(?:artikel|berita)\s(?:terkait|terpopuler|lainnya|serupa)\b|pilihan (?:editor|redaksi)\b|topik terkait\b"
    r"|rekomendasi untuk anda\b|sesuai minatmu\b|jangan lewatkan\s?:?$|terkait\s?:|tags?\s?:"
    r"|(?:read|see|watch) (?:also|more|next)\s?:?(?:$|\s)|also (?:read|see|watch)\b|also on \S+\.\w{2,4}\b"
    r"|related(?: \w+)?\s?(?::|$)"
    r"|recommended (?:videos?|stories|reading)|more from .{2,40}$|more on this story|don.t miss:?"
    r"|most (?:read|popular)\s?:?$|you (?:may|might) also (?:like|be interested)\b"
    r"|more (?:ap|coverage|stories)\b.{0,60}:"
    r"|follow .{0,40}full coverage"
    r"|.{5,200}\[(?:INSIGHT|VIDEO|REACTION|NEWS|ANALYSIS|LIVE|PICTURES|COMMENT|REPORT|OPINION|UPDATE)\]\W{0,3}$",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"advertisements?(?:$|\s.{0,40}below$)|iklan$|scroll to (?:continue|resume)|scroll ke bawah|gulir untuk"
    r"|lanjutkan membaca|halaman (?:selanjutnya|berikutnya|sebelumnya|\d)|halaman\s?:|selengkapnya di halaman"
    r"|selanjutnya\s?:?$|\[gambas:[^\]]{0,80}\]\s{0,3}$|(?:simak|lihat|tonton|saksikan) (?:juga )?video\b|video\s?:"
    r"|(?:ikuti|follow|simak|dapatkan|cek berita|telusuri|bergabung|klik|join|temukan)\b.{0,160}"
    r"(?:google news|whatsapp|telegram|channel|facebook|twitter|instagram|aplikasi)"
    r"|dapatkan update berita|add (?:\w+ )?as a preferred source|telusuri berita .{0,60} lainnya"
    r"|(?:pewarta|penulis|reporter|editor|rep|red|redaktur|kontributor|jurnalis)\s{0,2}:.{0,120}$"
    r"|for personal use only\W{0,2}$"
    r"|copyright\s?(?:©|ⓒ|\(c\)|\d{4})|copyright .{0,60}(?:©|ⓒ|all rights)|©|hak cipta|.{0,60}all rights reserved"
    r"|artikel (?:ini )?(?:telah|sudah|ini) .{0,40}tayang|.{3,60} berkontribusi dalam penulisan artikel"
    r"|courtesy of .{2,40}$|share(?: this)?(?: article)?:?$|bagikan\b.{0,40}$"
    r"|techcrunch event$|disrupt 20\d\d|topics$|comments?$|print$|email$"
    r"|(?:print|email|save) (?:this )?article$|order reprints?$|thank you\.?$|article content$|loading\.{0,3}$"
    r"|this article has been sent to|an error has occurred|this copy is for your personal"
    r"|read the original article on|this (?:article|story|post) (?:was )?(?:originally|first) (?:published|appeared)"
    r"|story continues|continue reading|(?:like|enjoyed) this (?:story|article)\?|if you enjoyed this article"
    r"|reviews and recommendations are unbiased|we independently select|tell us what you think",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"\s{1,3}(?:©|copyright (?:©|\(c\))|\(c\)) ?(?:19|20)\d\d\b", re.IGNORECASE)
COUNTER = re.compile(
    r"\d[\d.,]{0,8}\s?(?:k|m|rb|ribu|jt|juta)? (?:x |kali )?"
    r"(?:dibaca|dilihat|ditonton|shares?|views?|reads?|comments?|komentar)$",
    re.IGNORECASE,
)
# Newsletters, apps, accounts.
FOLLOW = re.compile(
    r"(?:click here|tap here) (?:to|for)\b|(?:click here to )?sign up (?:here|for|to)\b|subscribe (?:to|for|now)\b"
    r"|newsletter$|(?:follow|like|join) (?:us|me|him|her|business insider)\b.{0,60}$"
    r"|follow .{2,60} on (?:twitter|facebook|instagram|x|linkedin|threads|youtube|bluesky)\b.{0,60}$"
    r"|get (?:the|our) (?:latest|day.s) .{0,160}(?:inbox|newsletter|here)|get daily .{0,40}news$"
    r"|.{0,200}(?:sign up (?:for|to) our|subscribing to our|delivered to your inbox|subscribe to our).{0,120}$"
    r"|(?:our website is the place for|for the latest .{0,80}news).{0,200}$|stay informed with\b|(?:have|got) a tip\?"
    r"|get .{0,60} on the go\b|download (?:our|the) .{0,40}app\b|listen to .{0,60} or listen back here",
    re.IGNORECASE,
)
# Who else wrote it, at the foot.
CREDIT = re.compile(
    r"(?:write|email|contact) (?:to )?.{3,80}@|(?:additional )?reporting by\b|editing by\b"
    r"|.{0,200}\bcontributed (?:reporting )?(?:to|from) th(?:is|e) (?:report|story|article)"
    r"|with (?:reporting|reports|files) (?:by|from)\b"
    r"|[–—-]{1,2}\s?(?:additional reporting|with (?:files|reports))",
    re.IGNORECASE,
)
# A wall asks to subscribe; searched anywhere in a text.
WALL = re.compile(
    r"berlangganan untuk membaca|konten premium|artikel ini khusus pelanggan|sudah berlangganan\?|khusus pelanggan"
    r"|silakan berlangganan|berlangganan sekarang untuk|masuk untuk membaca|baca artikel lengkapnya dengan berlangganan"
    r"|subscribe to (?:continue|read|unlock)|to continue reading|already a subscriber\?|subscribers only"
    r"|exclusively (?:available )?(?:to|for) .{0,30}subscribers|for subscribers only|create (?:a )?free account to read"
    r"|subscribe now to (?:read|continue)|this (?:article|story|content) is (?:for|available to|reserved for) "
    r"(?:paying |paid )?(?:subscribers|members)|become a (?:subscriber|member) to (?:read|continue)"
    r"|sign in to (?:read|continue)|unlock this (?:article|story)",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"\(?(?:antara foto|dok\.|dok\s?/|istimewa\)|foto\s?[:/]|photo(?:s|graph)?(?: by|:| credit)"
    r"|images?(?::| credit| source)"
    r"|sumber foto|ilustrasi.{0,80}\((?:foto|dok|shutterstock|freepik|pixabay|unsplash|istock|getty|antara|reuters))"
    r"|.{0,160}\((?:foto|photo|dok\.?|antara foto|shutterstock|getty images?|istimewa|ap photo|pixabay|unsplash)"
    r"[^()]{0,80}\)\.?$|getty images?$|.{0,80}(?:/| via )(?:getty images?|reuters|afp|ap)$"
    r"|.{0,200}\(credit:[^()]{2,60}\)$",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"(?:\[\d{1,3}\]\s?)?(?:https?://\S{4,}|www\.\S{4,})$"
    r"|(?:sumber|referensi|references?|sources?)\s?:\s?(?:https?://\S{4,})?$"
    r"|(?:sumber(?: berita| artikel)?|sources?|referensi)\s{0,2}:\s?.{2,120}$",
    re.IGNORECASE,
)
# A block that promotes an event or a newsletter opens with the one and ends with the other.
PROMOTION = re.compile(
    r"(?:techcrunch |upcoming |featured |our (?:next )?|live )?(?:events?|webinars?|conference)\s?:?"
    r"|(?:acara|webinar|event)(?: (?:mendatang|terdekat|kami|unggulan))?\s?:?"
    r"|(?:\w+ ){0,3}newsletters?|buletin(?: kami)?",
    re.IGNORECASE,
)
PROMOTION_END = re.compile(
    r"(?:register|rsvp|sign up|subscribe|get (?:your )?tickets?|save your (?:seat|spot)|book (?:now|your)|learn more)"
    r"\b.{0,60}$|(?:daftar|berlangganan|pesan tiket|beli tiket)(?: sekarang| di sini)?\W{0,3}$"
    r"|[A-Z][\w .,'-]{2,40}\s?\|\s?[A-Z]?[\w .,–-]{2,40}\d{4}$"
    r"|by (?:signing up|subscribing|clicking|providing|entering).{0,300}$"
    r"|(?:enter )?(?:your )?email(?: address)?\W{0,3}$",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"#[^\W\d]\w{0,60}|#\d{1,8}[^\W\d]\w{0,60}")
# Whose pictures a source names, so that it is no article's.
AGENCY = re.compile(
    r"getty|shutterstock|unsplash|pixabay|freepik|istock|pexels|\bfoto\b|\bphoto\b|wikimedia|instagram|youtube",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,20}$|(?:twitter|facebook|instagram)\.com/\S{1,60}$", re.IGNORECASE
)

_OUTLETS = (
    r"(?:[A-Z][\w]{1,20}\.(?:com|co\.id|id|net|tv)|[A-Z]{2,15}\.(?:COM|CO\.ID|CO|ID|NET)|tirto\.id|CNN Indonesia"
    r"|CNBC Indonesia|VOA Indonesia|BBC Indonesia|BBC News Indonesia|DW Indonesia|KATADATA|Katadata"
    r"|VIVA(?:\.co\.id|news)?|TEMPO(?:\.CO)?|ANTARA(?: News)?|Antara|Reuters|REUTERS|AP|AFP|iNews(?:\.id)?"
    r"|IDN Times|detikcom|SINDOnews|Liputan6|Republika|Bloomberg|DPA|dpa|Xinhua|PTI|IANS|UPI|ANI|CBS|KOMPAS|Kompas"
    r"|KONTAN)"
)
_PLACE = r"[A-Z][\w.'’\-]{1,20}(?:[ ][A-Z][\w.'’\-]{1,20}){0,3}"
_DASH = r"\s{0,2}(?:--|[-–—]|―)\s{0,2}"
DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PLACE},\s{{0,2}}{_OUTLETS}{_DASH}",  # Jakarta, CNBC Indonesia -
        rf"{_OUTLETS},\s{{0,2}}{_PLACE}(?:,\s{{0,2}}{_PLACE})?{_DASH}",  # Liputan6.com, Jakarta -
        rf"{_PLACE}(?:,\s{{0,2}}[\w. ]{{2,20}})?\s{{1,2}}\({_OUTLETS}[^()]{{0,20}}\){_DASH}",  # Jakarta (ANTARA) -
        rf"{_OUTLETS}{_DASH}(?:[A-Z]{{3,20}}\.\s{{0,2}})?",  # KONTAN.CO.ID - JAKARTA.
    )
)
# A place alone, as detik, Okezone and SINDOnews print it: only where Indonesian puts it, before a new sentence.
PLACE_ALONE = re.compile(
    r"(?:[A-Z]{3,20}(?:[ ][A-Z]{2,20}){0,2}|[A-Z][a-z]{2,20}(?:[ ][A-Z][a-z]{1,20}){0,2})"
    r"\s{0,2}(?:--|[-–—])\s{1,2}(?=[A-Z\"'“‘\d])"
)
DESK = re.compile(
    r"\s{0,3}[\[(]((?:[A-Za-z]{2,6}(?:/[A-Za-z]{2,6}){1,2}|(?:[A-Za-z]{2,6}/)?[A-Z]{1,3}-\d{1,2}|[a-z]{2,4}|\*))[\])]"
    r"\s{0,3}$"
)
