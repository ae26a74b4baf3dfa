"""Words that are written with a capital without being anybody's name, in English and Indonesian, as written there.

Function words (`ENGLISH`, `INDONESIAN`) have their capital from the sentence they open. `SPLITTING` words (roles,
ranks, months, weekdays) belong to no name wherever they stand; `TITLES` to none that they open. `OFFICES` follow a role
and belong to it. `ALONE` words and places may be part of a name and are none by themselves. `PARTICLES` stand inside
names, `INSTITUTIONS` before "of" and "for" there. Which runs of words are names is decided elsewhere.
"""

from typing import Final

from warehouse.entities.places import PLACES

_INDONESIAN: Final = """
    yang dan di ke dari untuk dengan pada dalam ini itu adalah ialah yakni yaitu akan telah sudah sedang tengah tidak
    bukan juga karena sebab agar supaya oleh saat ketika setelah sesudah sebelum usai sejak hingga sampai sementara
    namun tetapi tapi serta atau jika kalau kalo bila apabila meski meskipun walau walaupun padahal bahkan selain
    selama melalui lewat menurut tentang soal terkait bagi para sejumlah beberapa berbagai banyak semua setiap tiap
    seluruh seorang sebuah suatu salah satu dua tiga empat lima enam tujuh delapan sembilan sepuluh ratusan ribuan
    jutaan ia dia mereka kami kita saya aku anda kamu beliau apa apakah siapa mana kapan bagaimana mengapa kenapa
    berapa hal tersebut demikian begitu jadi maka lalu kemudian lantas selanjutnya akhirnya adapun sebagai seperti
    misalnya antara sekitar lebih kurang paling sangat masih baru belum hanya cuma saja pun lagi sempat kini sekarang
    nanti tadi kemarin besok kata ujar ucap tutur jelas ungkap sebut tegas imbuh tambah terang papar lanjut diketahui
    sebelumnya pasalnya artinya apalagi terlebih sehingga sebaliknya sedangkan akibatnya dulu ada tak nggak enggak gak
    harus bisa dapat boleh perlu mau ingin melansir dilansir mengutip dikutip dikabarkan disebut baca simak lihat
    tonton saksikan berikut tanpa demi guna secara kepada terhadap atas bawah luar akibat berkat mulai menjelang
    sepanjang kedua ketiga perusahaan startup platform aplikasi pihak mari ayo silakan selamat terima maaf ya loh kok
    deh sih tuh nah nih wah bernama sosok warga publik kerap rencananya menjawab menanggapi mengenai berdasarkan
    dilaporkan tentu pokoknya intinya ternyata nantinya sebenarnya sebetulnya sekalipun sekaligus sesuai semoga seolah
    meminta menyebut mengatakan begini betul benar insyaallah alhamdulillah
"""
_ENGLISH: Final = """
    the a an and or but if then so as at by for from in into of off on onto out over to up with within without this
    that these those it its he she they we you i his her their our your my me him them us who whom whose which what
    when where why how is are was were be been being am do does did done have has had having will would can could may
    might must shall should not no nor yes all any both each every few many more most much other others another some
    such only own same than too very just also even still yet now here there again once ever never always often
    however meanwhile moreover additionally furthermore instead although though while because since until unless
    before after during about above across against along among amid around behind below between beyond despite except
    inside like near per plus through throughout toward towards under unlike upon via according given based called
    founded named dubbed backed led launched formerly former earlier later last next first second third one two three
    four five six seven eight nine ten old today yesterday tomorrow tonight recently currently previously initially
    finally eventually ultimately perhaps maybe let say says said asked told dear hello thanks please well ok okay
    whether whatever whoever whenever nobody nothing everyone everything anyone anything someone something none
    neither either several less least thus hence therefore otherwise rather quite almost nearly already soon ago
    exactly simply clearly apparently reportedly notably importantly interestingly unfortunately fortunately
    surprisingly unsurprisingly similarly likewise indeed besides afterward originally typically generally
    specifically especially particularly roughly watch read see get got look want need think know make made take took
    come came go went use using used try trying introducing meet join remember check consider starting following
    including regarding considering speaking writing looking working building ex company fellow startup startups
    companies investors researchers created announced announcing developed unveiled released acquired spotted updated
    image images photo credit
"""
# Longer words that stand in lower case even in a Headline in Title Case.
_SMALL: Final = """
    with from over into onto upon about after amid among before between during since than that their they this through
    under until when while will without your against around behind beyond despite like near yang untuk dengan pada
    dari dalam oleh karena agar hingga sampai usai saat soal akan atau tapi tetapi serta bagi para sejak antara
    tentang terkait lewat jadi juga bisa seperti meski demi guna tanpa secara terhadap kepada sebagai setelah sebelum
    adalah bila jika kalau namun lalu masih telah sudah tidak bukan belum
"""
_ROLES: Final = """
    president fellow presiden wapres wakil menteri wamen menko senator governor gubernur wagub mayor minister
    secretary sekretaris sekjen direktur director dirut presdir ketua waketum kepala chairman chairwoman judge rep sen
    gov gen lt sgt prof profesor professor dr drs dra ir mr mrs ms jenderal manager manajer komisaris walikota bupati
    wabup kapolri kapolda kapolres kapolsek kombes kompol iptu ipda aiptu bripka brigjen mayjen letjen irjen komjen
    laksamana laksma laksda marsekal kolonel letkol kapten menkeu mendagri menlu menhan menkes mendag menkomdigi
    menkominfo menpora mensos menag mensesneg mendikbud menaker wamenkeu wamendagri wamenlu seskab kapuspen kabid
    kadis kasat stafsus jubir deputi dirjen plt pj analis pengamat pakar peneliti insinyur ekonom dosen guru rektor
    eks mantan bos pendiri pemimpin anggota juru bicara founder cofounder co-founder co-ceo editor reporter analyst
    attorney congressman congresswoman representative spokesperson spokesman spokeswoman ambassador dubes jaksa hakim
"""
_TITLES: Final = """
    sultan raja ratu pangeran king queen prince princess pope paus captain detective officer sir the pak bapak bu ibu
    saudara saudari mas mbak bung kiai kyai haji hj ustaz ustadz ustadzah tuan nyonya
"""
_DATES: Final = """
    january february march april may nomor june july august september october november december januari februari maret
    mei juni juli agustus oktober desember jan feb mar apr jun jul aug sept sep oct okt nov dec des agt monday tuesday
    wednesday thursday friday saturday sunday senin selasa rabu kamis jumat jum'at sabtu minggu ahad
"""
_ROLE_FORMS: Final = """
    CEO CTO CFO COO CMO CPO CIO CISO CSO CRO EVP SVP PM AKBP AKP KH H Hj KSAD KSAL KSAU Co-CEO Co-Founder Wali
"""
# What is left of a role that was cut off: the office, not the person.
_OFFICES: Final = """
    pol utama umum pelaksana harian koordinator keuangan dalam luar negeri perdagangan pertahanan kesehatan pendidikan
    agama sosial energi esdm perekonomian perindustrian pertanian perhubungan kehutanan hukum ham pariwisata
    komunikasi digital informatika investasi bumn sekretariat negara kabinet keamanan politik bidang komisi fraksi
    dewan badan divisi humas tinggi agung kota daerah bersama eksekutif komersial operasional teknologi pemasaran umkm
    koperasi kebudayaan executive senior vice chief technology financial operating product general managing deputy
    assistant prime foreign defense treasury state interior finance health commerce justice i ii iii iv v vi vii viii
    ix x xi xii xiii
"""
_ALONE: Final = """
    nomor tahun keputusan perubahan jenis publik presidents commissioners founders belarusian greek singaporeans
    norwegian danish polish nigerian kenyan egyptian pakistani saudi american americans british chinese indian indians
    european europeans japanese korean german french italian spanish dutch russian ukrainian israeli palestinian
    canadian australian african african-american asian arab arabic indonesian malaysian singaporean vietnamese thai
    swiss swedish turkish iranian mexican brazilian taiwanese english latin western eastern northern southern
    christian muslim islam islamic jewish catholic hindu buddhist kristen katolik republican republicans democrat
    democrats democratic gop north south east west central barat timur utara selatan tengah pusat internet web twitter
    email bitcoin wi-fi bluetooth kota kabupaten provinsi kecamatan kelurahan desa jalan jl pasal ayat bab gedung
    kantor rumah masjid gereja sekolah universitas institut fakultas bandara stasiun pelabuhan rapat sidang forum
    konferensi festival piala liga kabinet pemerintah pemprov pemkot pemkab negara kementerian dinas badan lembaga
    dewan komisi majelis mahkamah pengadilan polisi polri polda polres polsek tni bank pt cv tbk persero undang-undang
    perpres uu perda peraturan proklamasi tuhan allah nabi alquran quran bangsa rakyat indonesia jakarta bumi
    nusantara kapal mobil motor university college school institute center centre department ministry committee
    council congress senate parliament house court board bureau agency office association foundation group inc corp
    ltd llc co company capital ventures fund series seed state city county street road airport station hospital church
    earth moon sun mars god exclusive update breaking review opinion video foto live podcast newsletter disclosure
    image images credits app apps pro max plus mini ultra air lite premium online digital tech day night week month
    year stage session black white red blue green gold silver big mom dad santa covid covid-19 covid19 nazi x i ii iii
    iv v
"""
_PARTICLES: Final = "of the for de la del van der von den bin binti ibn al el &"
_INSTITUTIONS: Final = """
    university institute institutes centers departments department ministry bank house board office council academy
    museum association federation college center centre bureau school court city state church chamber commission
    committee union republic kingdom league game world society foundation partnership alliance library secretary
    organization faculty
"""
_ACRONYMS: Final = """
    B C D E F G H II III IV VI VII VIII IX XI XII XIII XIV XV XVI XX XXI AI API APIs ARR ATM ATK B2B B2C BBM BBL BTS
    CCTV CPO CRM CSR DIY DNA DVD EOL ESG ETF EU EUR EV EVs FAQ FYI GDP GMT GPS GPU GPUs HIV HTML HTTP IDE IDR IOT IPO
    IPOs ISP ITU JPG JSON KTP KUR LCD LED LGBT LGBTQ LLM LLMs LTE MBG MBA MOU MPV MVP NFT NFTs NIK NPWP OEM OLED OTP
    OTT PBB PDB PDF PHD PHK PIN PNS ASN PSA PPN PPH QR RAM RFP ROI RPP RUU SAT SIM SMS SDK SSD STEM SUV SUVs TBA THR
    TKP TOS TPS TV TVs UAV UFO UI UK UKM UMKM UMP UMR URL US USA USB USD UTC UUD VAT VC VCs VIP VPN VPNs VPS WFH WIB
    WIT WITA WNA WNI WOW XXX APBN APBD SPBU SPPG SMA SMK SMP HUT ODP PSN DPO HAM BUMN BUMD KSP AS RI RRT UE HP IT TI
    PC PCs AR VR XR MR ML HR PR OS IP ID OK CES SD TK RT RW KK PM SAR DP UGC UX SEO SaaS PaaS SPAC SPACs IoT PhD
    ADVERTISEMENT SCROLL CONTENT LOL OMG ASAP BREAKING EDT EST PDT PST CEST GIF LNG LPG
"""


def _capitalised(words: str) -> frozenset[str]:
    return frozenset(word[0].upper() + word[1:] for word in words.split())


ENGLISH: Final = _capitalised(_ENGLISH)
INDONESIAN: Final = _capitalised(_INDONESIAN)
ROLES: Final = _capitalised(_ROLES) | frozenset(_ROLE_FORMS.split())
OFFICES: Final = _capitalised(_OFFICES)
SPLITTING: Final = ROLES | _capitalised(_DATES)
TITLES: Final = _capitalised(_TITLES)
ALONE: Final = (
    PLACES | _capitalised(_ALONE) | frozenset(_ACRONYMS.split()) | OFFICES | SPLITTING | TITLES | ENGLISH | INDONESIAN
)
PARTICLES: Final = frozenset(_PARTICLES.split())
INSTITUTIONS: Final = _capitalised(_INSTITUTIONS)
SMALL: Final = frozenset(_SMALL.split())
