"""Country codes: ISO 3166-1 alpha-3, as assigned. Other names are known only to correct them."""

from unicodedata import normalize

ALPHA_3 = frozenset(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS
    BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV
    CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM
    GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN
    IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE
    LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS
    MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK
    PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR
    SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY
    USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE
    """.split()
)
"""The 249 assigned codes, and XKX (Kosovo), which many registers use without it being assigned."""

INVENTED = frozenset({"XAA", "XBB", "XCC", "XDD"})
"""User-assigned codes of ISO 3166-1 (XAA to XZZ) taken by the invented corridor of the tests."""

CODES = tuple(sorted(ALPHA_3 | INVENTED))
"""Every code a file may use; its order gives the number by which arrays hold a nationality."""

NUMBER = {code: number for number, code in enumerate(CODES)}

_OTHERWISE = """
ARG AR|Argentina
BLZ BZ|BIZ|Belize|Belice
BOL BO|Bolivia
BRA BR|Brazil|Brasil
CAN CA|Canada
CHL CL|CHI|Chile
COL CO|Colombia
CRI CR|CRC|Costa Rica
CUB CU|Cuba
DEU DE|GER|Germany|Alemania
DOM DO|Dominican Republic|República Dominicana
ECU EC|Ecuador
ESP ES|SPA|Spain|España
FRA FR|France|Francia
GBR GB|UK|ENG|United Kingdom|Reino Unido
GTM GT|GUA|Guatemala
HND HN|HON|Honduras
HTI HT|HAI|Haiti
JAM JM|Jamaica
KOR KR|ROK|South Korea|Corea del Sur
MEX MX|Mexico|Estados Unidos Mexicanos
NIC NI|NCA|Nicaragua
NOR NO|Norway|Noruega
PAN PA|Panama
PER PE|Peru
PHL PH|PHI|Philippines|Filipinas
PRT PT|POR|Portugal
PRY PY|PAR|Paraguay
SLV SV|ESA|El Salvador|Salvador
URY UY|URU|Uruguay
USA US|EUA|EEUU|United States|United States of America|Estados Unidos|Estados Unidos de América
VEN VE|Venezuela
VNM VN|VIE|Viet Nam|Vietnam
"""
"""How countries that agreements here are about, and their neighbours, are also written: two letters, codes
of other lists, names."""


def _plain(text: str) -> str:
    """A name without accents, points, capitals and article."""
    letters = (sign for sign in normalize("NFD", text.casefold()) if sign.isalpha() or sign == " ")
    return "".join(letters).strip().removeprefix("the ")


_CODE_OF = {
    _plain(name): line[:3] for line in _OTHERWISE.strip().splitlines() for name in line[4:].split("|")
}


def code_of(text: str) -> str:
    """The code of a country that a text names otherwise, such as `Mexico`, `mx` or `mex`; '' for none."""
    name = _plain(text[:MOST_LETTERS])
    return name.upper() if name.upper() in NUMBER else _CODE_OF.get(name, "")


MOST_LETTERS = 60
"""How much of a text is looked at as the name of a country."""
