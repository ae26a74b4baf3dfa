"""Words that speak for a name beside them, or against it, in English and Indonesian; all in lower case.

`LEADS` stand before a firm or product ("pendiri Meta", "researchers at Meta" by way of `LINKS`), `FOLLOWS` after it
("Meta CEO"), `KINDS` say what it is ("Surge, a startup"); `VERBS` are what firms and persons do. `PLACE_LEADS` stand
before a country or town, `PERSON_LEADS` before a surname. `HEADS` and `WARES` are capitalised words after a name: of
another body ("Apple Bank"), of something the firm itself makes ("Apple Watch"). `GIVEN` are first names.
"""

from typing import Final


def _words(*lists: str) -> frozenset[str]:
    return frozenset(" ".join(lists).split())


_BOTH: Final = """
    ceo cto cfo coo cmo cso founder cofounder co-founder founders cofounders co-founders chairman chief
    president executive executives exec execs boss startup startups vendor platform chatbot app investor
    investors rival rivals spokesperson spokesman spokeswoman bos lab model models
"""
_ENGLISH: Final = """
    director head employee employees worker workers staffer staffers engineer engineers researcher researchers
    scientist scientists designer recruiter recruiters manager managers representative representatives company
    companies firm firms giant giants titan behemoth maker makers unicorn competitor competitors parent owner
    subsidiary provider developer conglomerate chipmaker automaker carmaker retailer supplier partner partners
    customer customers client clients shareholder shareholders backer backers unit
"""
_INDONESIAN: Final = """
    direktur dirut presdir komisaris pendiri eksekutif petinggi karyawan pegawai pekerja peneliti ilmuwan
    insinyur bicara jubir perusahaan rintisan raksasa teknologi korporasi emiten induk anak usaha milik besutan
    buatan garapan keluaran pesaing saingan kompetitor mitra klien pelanggan pengguna layanan aplikasi divisi
    saham markas laboratorium produsen pengembang penyedia pembuat pemilik chatbot fitur produk asisten bernama
    dinamai perwakilan manajemen pt
"""
LEADS: Final = _words(_BOTH, _ENGLISH, _INDONESIAN)
LINKS: Final = _words("of at for from in with the like by dari di pada untuk oleh seperti bersama ai former new baru")
FOLLOWS: Final = _words(
    _BOTH,
    """director head employee employees worker workers staffer staffers engineer engineers researcher researchers
    scientist scientists manager representative shares stock stocks shareholder shareholders board users user
    customers customer lawyers lawyer attorney attorneys officials official alum alumni veteran headquarters
    subsidiary unit competitor competitors inc corp ltd llc plc tbk co-ceo developers data-center""",
)
KINDS: Final = _words(
    """company startup firm giant maker lab provider subsidiary chipmaker app chatbot platform rival vendor owner
    developer unicorn model perusahaan rintisan raksasa induk anak pengembang penyedia produsen laboratorium
    aplikasi pesaing pemilik pembuat layanan"""
)
APART: Final = _words(
    "the a an which whose formerly parent perusahaan startup raksasa induk anak sebuah yang pengembang"
)

PLACE_LEADS: Final = _words(
    """presiden pemerintah pemerintahan menteri negara warga kongres senat militer tentara asal parlemen kedubes
    ekonomi bank departemen kementerian kejaksaan pengadilan regulator pasar bursa duta besar intelijen
    president government congress senate military army embassy citizens economy officials the in from di ke dari
    across within outside"""
)
PERSON_LEADS: Final = _words(
    """mr mrs ms dr prof sir pak bu ibu bapak mas mbak bung gus presiden president wapres menteri minister menkeu
    menko menkomdigi mendikbud senator gubernur governor ceo cto cfo founder pendiri bos boss miliarder
    billionaire pengusaha eks mantan former co-founder sosok tokoh kubu duo kata ujar ucap tutur jelas ungkap
    sebut tulis tegas imbuh tambah papar lanjut terang klaim cuit menurut according said says told asked wrote
    like"""
)

VERBS: Final = _words(
    """said says told tells announced announces announce launched launches launch hired hires hire acquired
    acquires acquire bought buys buy invested invests invest released releases release unveiled unveils unveil
    introduced introduces introducing confirmed confirms denied denies declined declines wrote argued argues
    claims claimed plans planned raised raises reported reports posted posts sued sues filed agreed agrees
    offered offers added develops developed built builds owns owned sells sold employs fired laid expanded
    expands partnered partners signed signs hopes expects expected wants wanted aims refused responded started
    began tapped tapping poached poaches paid pays spent spends charges faces faced lost won joined joins left
    works uses used trained trains declared reveals revealed teased teases shipped ships debuts debuted updated
    updates removes removed bans banned blocks blocked allows allowed pushed quits backs backed shared warned
    warns apologized apologizes settles settled appealed suspended suspends pulls pulled kills killed shuts
    opens opened closes closed seeks sought admits admitted thinks believes disclosed discloses explained noted
    testified tweeted resigned stepped became founded co-founded cofounded competes competed operates struggled
    struggles insists insisted vows vowed rolls rolled tests tested adds buying hiring launching testing
    bringing planning working considering developing preparing laying paying suing rolling building adding
    acquiring unveiling halts halted pauses paused lets asks asked demands threatens rejects rejected hits
    doubles picks poaching eyes nabs nabbed snaps lands landed secures secured scores inks cuts slashes axes
    drops dropped""",
    """mengumumkan meneken meluncurkan merekrut mengakuisisi mengatakan menyatakan menyebut menyebutkan menegaskan
    merilis menghadirkan memperkenalkan menggelontorkan menginvestasikan berinvestasi membeli menjual menawarkan
    membayar menggugat digugat memecat melakukan mengembangkan membangun membentuk menargetkan berencana
    berharap menolak membantah mengklaim mengonfirmasi mengkonfirmasi mengungkap mengungkapkan menjelaskan
    menulis menuliskan memberikan memberi membuka menutup menghentikan menunjuk menggandeng bermitra mencaplok
    mendirikan memiliki menggunakan memakai melatih menghadapi mempertahankan menambah menambahkan menyiapkan
    mempersiapkan memangkas merombak mencatat membukukan meraih meraup mendapat mendapatkan memperoleh menerima
    kehilangan menyepakati sepakat setuju meminta menuduh menuding memblokir menghapus memperbarui menguji
    meningkatkan mengajukan menerapkan ingin bakal mengubah mengganti mengizinkan mengoperasikan memimpin
    bergabung mundur hengkang menjanjikan mengakui mengaku membantu mengejar mengincar meninggalkan menyampaikan
    menanggapi merespons menilai memprediksi mengirim memindahkan mempekerjakan mempunyai menguasai menanamkan
    menyuntikkan mengalami berupaya berusaha bersaing berhasil gagal dituding dituduh dituntut didenda disebut
    dikabarkan dilaporkan diketahui dianggap dinilai mewajibkan melarang memperluas memperkuat merambah menjalin
    berkomitmen berkolaborasi bekerja menyerahkan menyediakan mematikan melepas menyetop menunda membatalkan
    menaikkan menurunkan merumahkan memproduksi memasok mengandalkan menjadi""",
    """umumkan teken luncurkan rekrut akuisisi rilis hadirkan perkenalkan gelontorkan investasi beli jual tawarkan
    gugat pecat phk kembangkan bangun bentuk hadapi gandeng caplok dirikan pakai latih tambah siapkan pangkas
    rombak catat raih raup dapat terima minta tuduh tuding blokir hapus uji ajukan terapkan ubah ganti izinkan
    buka setop stop hentikan bantah klaim ungkap akui janji bantu kejar incar tutup bayar tinggalkan sepakati
    tolak sebut tegaskan jelaskan akan mau larang siap tunjuk tunda batalkan naikkan turunkan lepas jadi punya
    kena restrukturisasi suntik resmi bikin kantongi""",
)
# What they do after "will", "to", "could".
BASES: Final = _words(
    """report release buy sell open close pay cut build offer add change let bring make give get take move use test
    block ban allow face fight join leave lose win drop end expand file fire launch name need own power pull
    push put raise reach receive remove replace require resume return reveal roll run seek send settle share
    show shut sign spend split start stop sue supply support suspend switch target team train try turn unveil
    update want warn work acquire announce hire invest discontinue spin introduce develop debut delay scrap bar
    lay discuss integrate merge partner compete meet host provide license"""
)
MODALS: Final = _words("will would could may might to must should can can't won't wouldn't")
# Between a name and its verb: "Meta juga telah mengumumkan", "Meta has reportedly hired".
BETWEEN: Final = _words(
    """has have had is was will would can could may might also recently reportedly now just already still quietly
    even finally then never plans to be been being officially currently later itself juga telah sudah akan kini
    pun sedang tengah baru saja resmi dikabarkan berencana dilaporkan tidak belum masih kembali mulai sempat
    pernah bisa dapat hanya sendiri terus langsung memang lebih turut ikut justru tetap harus kemungkinan"""
)

# Verbs by which a person comes to a firm or goes from it, with what stands between them and the firm.
MOVES: Final = {
    verb: frozenset(links.split())
    for verbs, links in (
        ("pindah berpindah hijrah", "ke dari"),
        ("hengkang", "dari ke"),
        ("keluar mundur pensiun diri", "dari"),
        ("bergabung gabung", "dengan ke bersama"),
        ("dipecat dibajak direkrut", "dari oleh"),
        ("bekerja", "di untuk"),
        ("moved moves moving jumped jumps jumping returned returns", "to from"),
        ("defected defects decamped decamps", "to for from"),
        ("left leaves leave leaving departs departed departing", "for from"),
        ("hired poached lured recruited fired employed", "by from"),
        ("away", "from"),
        ("resigned resigns", "from"),
        ("worked works working", "at for"),
    )
    for verb in verbs.split()
}
MOVES_BARE: Final = _words(
    "joined joins joining rejoined rejoins left leaves leaving quit quits meninggalkan tinggalkan"
)
# Before "left" where that is a side, or nothing.
SIDES: Final = frozenset({""}) | _words(
    "the a his her its their our on at to far top bottom upper lower is are was were"
)

HEADS: Final = _words(
    """bank ventures venture capital university institute college school hospital church records street avenue road
    valley river lake island county city park foundation trust insurance holdings realty properties hotel
    airlines motors microgrid mono energy pharmaceuticals pharma therapeutics biosciences bio medical museum
    theatre theater council rainforest martini daily times post magazine basin stadium arena fc united"""
)
# Behind a name and a hyphen: "Intel-powered", "Amazon-owned".
COMPOUNDS: Final = _words(
    "owned backed led based made funded built powered developed run controlled branded like style"
)
CLITICS: Final = _words("lah nya kah pun ku mu")
WARES: Final = _words(
    """ai watch tv music pay store stores maps card podcasts news fitness arcade vision glasses quest prime fresh
    echo kindle galaxy model cybertruck optimus semi roadster megapack powerwall autopilot fsd robotaxi
    supercharger core xeon arc foundry cloud health database studio pro max ultra plus flash nano mini sonnet
    opus haiku code live advanced connect verified horizon ray-ban inc corp ltd llc plc co one air indonesia vr
    api photos home search workspace business messenger mail android ios web desktop pencil silicon wallet books
    id car carplay genius"""
)

SECTIONS: Final = _words(
    """tekno teknologi technology tech techno inet digital gadget gadgets ai artificial-intelligence startup
    startups sains iptek ototekno apps enterprise venture security social kecerdasan-buatan"""
)
TECH_OUTLETS: Final = _words(
    "techcrunch the-verge wired ars-technica venturebeat engadget the-information dailysocial tech-in-asia detikinet"
)

# Ordinary words that often open a sentence.
COMMON: Final = _words(
    "scale surge figure glean together reflection cursor tinker whisper comet runway cohere invisible handshake turing "
    "lovable cognition moonshot sea grab arm page threads thrive disrupt connect x pi nova harvey sierra stripe"
)
# Names of one word that count wherever they stand, and that are ordinary words when they are all in capitals.
ORDINARY: Final = _words("adobe ai accel android anthropic brin cuda goto minimax uber siri")
DATES: Final = _words(
    """monday tuesday wednesday thursday friday saturday sunday senin selasa rabu kamis jumat jum'at sabtu minggu
    january february march april may june july august september october november december januari februari maret
    mei juni juli agustus oktober desember"""
)
# Before a name of one letter: nothing else tells it from a numeral or an initial.
LETTER_LEADS: Final = _words(
    "di on lewat via through platform akun account sosial media unggahan aplikasi app situs network jejaring "
    "now to called formerly"
)
# Frequent first names of both languages, and of those who are often in the news in them: with one of these before it a
# surname belongs to a person even where a sentence begins. Names that are ordinary words of either language are left
# out: Tim, Will, Putri, Bintang.
GIVEN: Final = _words(
    """aaron adam adrian alan albert alex alexander alexandra alfred alice alison allison amanda amber amy andrea andrew
    andy angela angie anita ann anna anne anthony antonio arthur ashley austin barbara ben benjamin bernard betty bill
    bob bobby bonnie bradley brandon brenda brett brian bruce bryan caitlin calvin cameron carl carla carlos carol
    caroline catherine cathy charles charlie charlotte chelsea cheryl chris christina christine christopher cindy claire
    clara colin connie craig crystal cynthia daniel danielle danny daphne darren dave david deborah debra denise dennis
    derek diana diane donald donna doris dorothy douglas dylan eddie edward eileen elaine eleanor elizabeth ellen emily
    emma eric erica erin ethan eugene eva evan evelyn fiona florence frances francis fred gabriel gary geoffrey george
    gerald gina gloria gordon greg gregory hannah harold harry heather helen henry howard hugh ian irene isaac isabel
    ivan jackie jackson jacob james jamie jane janet janice jason jay jean jeff jeffrey jennifer jenny jeremy jerry
    jesse jessica jill jim jimmy joan joanna joe joel john johnny jonathan jordan jose joseph josh joshua joyce juan
    judith judy julia julian julie justin karen kate katherine kathleen kathy katie keith kelly ken kenneth kevin kim
    kimberly kyle larry laura lauren laurie lawrence leah leo leon leonard leslie lily linda lisa liz logan louis louise
    lucas lucy luis luke lydia madison marc marcus margaret maria marie marilyn mario mark martha martin mary matt
    matthew maureen megan melania melinda melissa michael michelle miguel mike mitchell molly monica nancy naomi natalie
    nathan neil nicholas nicole nina noah norman olivia oscar owen pamela patricia patrick paul paula pauline peggy
    peter phil philip phillip phyllis rachel ralph randy raymond rebecca renee ricardo richard rick robert robin roger
    ronald rosa ross roy russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean sebastian serena
    sharon shaun sheila shirley simon sophia sophie spencer stacy stanley stella stephanie stephen steve steven stuart
    susan suzanne sylvia tara taylor ted teresa terry theodore theresa thomas tiffany tina todd tom tony tracy travis
    tyler valerie vanessa vera veronica vicki vincent virginia vivian walter wanda wayne wendy william yvonne zachary
    zoe""",
    """abdul abdullah achmad aditya agus ahmad ahmed aisyah akbar ali amir andi andre andri anisa anton arief arif aulia
    ayu bambang budi cahyo dedi desi devi dewi dian didik dimas dina dwi dzaki edi edy eko endang erna erwin fadli
    faisal farah farid fatimah fauzi ferdinand ferry fitri galih gede gilang hadi hamzah hanif hartono hasan hasyim
    hendra hendri heru husein ibrahim ida ilham imam indra irfan irwan iwan joko kadek kahlil ketut khaled khalil krisna
    lestari lina luhut made maya mohamad mohammad mohammed muhammad muhamad nadia novi nur nurul nyoman putu rahmat
    ratna rendra reza rian ridwan rika rina rini rizal rizki rizky robby ronny rudi rudy ryan sari siti slamet soleh
    sri sugeng suharto sukarno susi susilo suryo syahrul taufik teguh tono toni tri udin umar usman wahid wawan wayan
    waleed wira yanto yanti yeni yoga yudi yuli yulia yusuf zainal""",
    """akira amit anil arjun arun chao chen daisuke deepak fang feng hiroshi hong hui jian jing jun kenji kumar lei lin
    ling min ming ning pankaj peng prakash priya qiang rahul raj rajesh rakesh ravi rohit sanjay satoshi sundar sunil
    takashi tao ting vijay wei wen xiang xiao xin yan yang ying yong yu yuki yun zhen zhi zhong ivan sergei vladimir
    dmitri nikolai olga pavel pierre jacques giovanni marco hans klaus jurgen""",
)
# Between the members of a list of names.
CONJUNCTIONS: Final = frozenset(
    f"{comma} {word} " for comma in ("", ",") for word in ["and", "dan", "or", "atau", "serta", "hingga", "maupun"]
) | {", ", " & ", "/", " vs ", " vs. ", " versus ", " as well as ", " dengan ", " with "}
