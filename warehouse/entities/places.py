"""Places that everybody knows, in English and Indonesian: never candidates for a gazetteer, so never kept as names.

Countries, their parts and capitals, and the cities and provinces that Indonesian and American news names every day.
"""

from typing import Final

_COUNTRIES: Final = """
    Afghanistan|Afrika|Africa|Albania|Algeria|Aljazair|America|Amerika|Angola|Argentina|Armenia|Asia|Australia|Austria|
    Azerbaijan|Bahrain|Bangladesh|Belanda|Belarus|Belgia|Belgium|Bolivia|Brasil|Brazil|Britain|Brunei|
    Brunei Darussalam|Bulgaria|Canada|Chad|Chile|China|Cina|Colombia|Croatia|Cuba|Cyprus|Czech Republic|Denmark|
    Ecuador|Egypt|England|Eropa|Estonia|Ethiopia|Europe|Fiji|Filipina|Finland|Finlandia|France|Gaza|Georgia|Germany|
    Ghana|Greece|Greenland|Haiti|Hong Kong|Hungary|Hongaria|Iceland|India|Indonesia|Inggris|Inggris Raya|Irak|Iran|
    Iraq|Ireland|Irlandia|Islandia|Israel|Italia|Italy|Jamaica|Japan|Jepang|Jerman|Jordan|Kamboja|Cambodia|Kanada|
    Kazakhstan|Kenya|Kolombia|Korea|Korea Selatan|Korea Utara|Korsel|Korut|Kuwait|Laos|Latin America|Latvia|Lebanon|
    Libanon|Libya|Lithuania|Luxembourg|Malaysia|Maldives|Malta|Maroko|Meksiko|Mesir|Mexico|Middle East|Monaco|Mongolia|
    Morocco|Myanmar|Nepal|Netherlands|New Zealand|Nigeria|North America|North Korea|Norway|Norwegia|Oman|Pakistan|
    Palestina|Palestine|Panama|Papua Nugini|Paraguay|Peru|Philippines|Poland|Polandia|Portugal|Prancis|Qatar|Romania|
    Rumania|Rusia|Russia|Rwanda|Saudi Arabia|Arab Saudi|Scotland|Selandia Baru|Senegal|Serbia|Singapore|Singapura|
    Slovakia|Slovenia|Somalia|South Africa|South America|South Korea|Southeast Asia|Spain|Spanyol|Sri Lanka|Sudan|
    Suriah|Swedia|Sweden|Swiss|Switzerland|Syria|Taiwan|Tanzania|Thailand|Timor Leste|Tiongkok|Tunisia|Turki|Turkey|
    Turkiye|UAE|Uganda|UK|Ukraina|Ukraine|Uni Emirat Arab|Uni Eropa|European Union|United Arab Emirates|United Kingdom|
    United States|United States of America|Amerika Serikat|Uruguay|Uzbekistan|Vatican|Vatikan|Venezuela|Vietnam|Wales|
    Yaman|Yemen|Yunani|Zambia|Zimbabwe|Asia Tenggara|Asia Tengah|Asia Timur|Timur Tengah|Eastern Europe|Western Europe|
    Silicon Valley
"""
_CITIES: Final = """
    Abu Dhabi|Amsterdam|Ankara|Athens|Atlanta|Austin|Baghdad|Bandung|Bangalore|Bangkok|Barcelona|Beijing|Beirut|
    Bengaluru|Berlin|Boston|Brooklyn|Brussels|Budapest|Buenos Aires|Cairo|Cambridge|Cape Town|Chicago|Copenhagen|
    Dallas|Delhi|Denver|Detroit|Doha|Dubai|Dublin|Edinburgh|Florence|Frankfurt|Geneva|Guangdong|Hamburg|Hanoi|Helsinki|
    Hollywood|Houston|Hyderabad|Istanbul|Jerusalem|Johannesburg|Kabul|Karachi|Kuala Lumpur|Kyiv|Lagos|Las Vegas|Lisbon|
    London|Los Angeles|Lyon|Madrid|Makkah|Manhattan|Manila|Mecca|Melbourne|Memphis|Miami|Milan|Minneapolis|Montreal|
    Moscow|Moskow|Mumbai|Munich|Nairobi|New Delhi|New Orleans|New York|New York City|NYC|Oakland|Oslo|Ottawa|Oxford|
    Palo Alto|Paris|Philadelphia|Phoenix|Pittsburgh|Portland|Prague|Pyongyang|Rio de Janeiro|Riyadh|Roma|Rome|
    San Diego|San Francisco|San Jose|Sao Paulo|São Paulo|Seattle|Seoul|Shanghai|Shenzhen|Stockholm|Sydney|Taipei|
    Tehran|Tel Aviv|Tokyo|Toronto|Vancouver|Vienna|Warsaw|Washington|Washington D.C|Washington DC|Zurich|Bay Area|
    Wall Street|Madinah|Ambon|Badung|Bali|Balikpapan|Banda Aceh|Bandar Lampung|Banjarmasin|Bantul|Banyuwangi|Batam|
    Bekasi|Bengkulu|Blitar|Bogor|Boyolali|Cianjur|Cibubur|Cikarang|Cikeas|Cilacap|Cimahi|Cirebon|Demak|Denpasar|Depok|
    Garut|Gianyar|Gresik|Gunungkidul|Jabodetabek|Jakarta|Jambi|Jayapura|Jember|Jombang|Karawang|Kebumen|Kediri|Kendari|
    Klaten|Kudus|Kulon Progo|Kuningan|Kupang|Lamongan|Lumajang|Madiun|Magelang|Makassar|Malang|Manado|Mataram|Medan|
    Mojokerto|Nganjuk|Ngawi|Padang|Palangka Raya|Palembang|Palu|Pasuruan|Pati|Pekalongan|Pekanbaru|Ponorogo|Pontianak|
    Probolinggo|Purwakarta|Purwokerto|Salatiga|Samarinda|Semarang|Senayan|Serang|Sidoarjo|Sleman|Solo|Sragen|Subang|
    Sukabumi|Sumedang|Surabaya|Surakarta|Tangerang|Tangsel|Tasikmalaya|Tegal|Ternate|Tuban|Yogyakarta|Jogja|Ubud|
    Nabire|Merauke
"""
_PARTS: Final = """
    Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|
    Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|
    Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Ontario|Oregon|
    Pennsylvania|Quebec|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|
    Wisconsin|Wyoming|Aceh|Banten|Bangka Belitung|Daerah Istimewa Yogyakarta|DIY|DKI|DKI Jakarta|Gorontalo|Jabar|
    Jateng|Jatim|Jawa|Jawa Barat|Jawa Tengah|Jawa Timur|Kalbar|Kalimantan|Kalimantan Barat|Kalimantan Selatan|
    Kalimantan Tengah|Kalimantan Timur|Kalimantan Utara|Kalsel|Kalteng|Kaltim|Kepulauan Riau|Kepri|Lampung|Lombok|
    Madura|Maluku|Maluku Utara|NTB|NTT|Nusa Tenggara Barat|Nusa Tenggara Timur|Papua|Papua Barat|Papua Barat Daya|
    Papua Pegunungan|Papua Selatan|Papua Tengah|Riau|Sulawesi|Sulawesi Barat|Sulawesi Selatan|Sulawesi Tengah|
    Sulawesi Tenggara|Sulawesi Utara|Sulsel|Sulteng|Sumatera|Sumatera Barat|Sumatera Selatan|Sumatera Utara|Sumbar|
    Sumsel|Sumut|Jakarta Barat|Jakarta Pusat|Jakarta Selatan|Jakarta Timur|Jakarta Utara|Tangerang Selatan|
    Kota Bandung|Kabupaten Bogor|Kabupaten Bandung|Tanah Air|Ibu Kota
"""

PLACES: Final = frozenset(" ".join(part.split()) for part in f"{_COUNTRIES}|{_CITIES}|{_PARTS}".split("|"))
