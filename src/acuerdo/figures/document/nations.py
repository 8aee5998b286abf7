"""The names of countries in English and Spanish, by their ISO 3166-1 alpha-3 codes."""

from typing import Final

_ROWS: Final = """
ABW Aruba|Aruba
AFG Afghanistan|Afganistán
AGO Angola|Angola
AIA Anguilla|Anguila
ALA Åland Islands|Islas Åland
ALB Albania|Albania
AND Andorra|Andorra
ARE the United Arab Emirates|Emiratos Árabes Unidos
ARG Argentina|Argentina
ARM Armenia|Armenia
ASM American Samoa|Samoa Americana
ATA Antarctica|Antártida
ATF the French Southern Territories|Tierras Australes Francesas
ATG Antigua and Barbuda|Antigua y Barbuda
AUS Australia|Australia
AUT Austria|Austria
AZE Azerbaijan|Azerbaiyán
BDI Burundi|Burundi
BEL Belgium|Bélgica
BEN Benin|Benín
BES Bonaire, Sint Eustatius and Saba|Bonaire, San Eustaquio y Saba
BFA Burkina Faso|Burkina Faso
BGD Bangladesh|Bangladesh
BGR Bulgaria|Bulgaria
BHR Bahrain|Baréin
BHS the Bahamas|Bahamas
BIH Bosnia and Herzegovina|Bosnia y Herzegovina
BLM Saint Barthélemy|San Bartolomé
BLR Belarus|Bielorrusia
BLZ Belize|Belice
BMU Bermuda|Bermudas
BOL Bolivia|Bolivia
BRA Brazil|Brasil
BRB Barbados|Barbados
BRN Brunei|Brunéi
BTN Bhutan|Bután
BVT Bouvet Island|Isla Bouvet
BWA Botswana|Botsuana
CAF the Central African Republic|República Centroafricana
CAN Canada|Canadá
CCK the Cocos Islands|Islas Cocos
CHE Switzerland|Suiza
CHL Chile|Chile
CHN China|China
CIV Côte d'Ivoire|Costa de Marfil
CMR Cameroon|Camerún
COD the Democratic Republic of the Congo|República Democrática del Congo
COG the Congo|Congo
COK the Cook Islands|Islas Cook
COL Colombia|Colombia
COM the Comoros|Comoras
CPV Cabo Verde|Cabo Verde
CRI Costa Rica|Costa Rica
CUB Cuba|Cuba
CUW Curaçao|Curazao
CXR Christmas Island|Isla de Navidad
CYM the Cayman Islands|Islas Caimán
CYP Cyprus|Chipre
CZE Czechia|Chequia
DEU Germany|Alemania
DJI Djibouti|Yibuti
DMA Dominica|Dominica
DNK Denmark|Dinamarca
DOM the Dominican Republic|República Dominicana
DZA Algeria|Argelia
ECU Ecuador|Ecuador
EGY Egypt|Egipto
ERI Eritrea|Eritrea
ESH Western Sahara|Sahara Occidental
ESP Spain|España
EST Estonia|Estonia
ETH Ethiopia|Etiopía
FIN Finland|Finlandia
FJI Fiji|Fiyi
FLK the Falkland Islands (Malvinas)|Islas Malvinas (Falkland)
FRA France|Francia
FRO the Faroe Islands|Islas Feroe
FSM Micronesia|Micronesia
GAB Gabon|Gabón
GBR the United Kingdom|Reino Unido
GEO Georgia|Georgia
GGY Guernsey|Guernsey
GHA Ghana|Ghana
GIB Gibraltar|Gibraltar
GIN Guinea|Guinea
GLP Guadeloupe|Guadalupe
GMB the Gambia|Gambia
GNB Guinea-Bissau|Guinea-Bisáu
GNQ Equatorial Guinea|Guinea Ecuatorial
GRC Greece|Grecia
GRD Grenada|Granada
GRL Greenland|Groenlandia
GTM Guatemala|Guatemala
GUF French Guiana|Guayana Francesa
GUM Guam|Guam
GUY Guyana|Guyana
HKG Hong Kong|Hong Kong
HMD Heard Island and McDonald Islands|Islas Heard y McDonald
HND Honduras|Honduras
HRV Croatia|Croacia
HTI Haiti|Haití
HUN Hungary|Hungría
IDN Indonesia|Indonesia
IMN the Isle of Man|Isla de Man
IND India|India
IOT the British Indian Ocean Territory|Territorio Británico del Océano Índico
IRL Ireland|Irlanda
IRN Iran|Irán
IRQ Iraq|Irak
ISL Iceland|Islandia
ISR Israel|Israel
ITA Italy|Italia
JAM Jamaica|Jamaica
JEY Jersey|Jersey
JOR Jordan|Jordania
JPN Japan|Japón
KAZ Kazakhstan|Kazajistán
KEN Kenya|Kenia
KGZ Kyrgyzstan|Kirguistán
KHM Cambodia|Camboya
KIR Kiribati|Kiribati
KNA Saint Kitts and Nevis|San Cristóbal y Nieves
KOR the Republic of Korea|República de Corea
KWT Kuwait|Kuwait
LAO Laos|Laos
LBN Lebanon|Líbano
LBR Liberia|Liberia
LBY Libya|Libia
LCA Saint Lucia|Santa Lucía
LIE Liechtenstein|Liechtenstein
LKA Sri Lanka|Sri Lanka
LSO Lesotho|Lesoto
LTU Lithuania|Lituania
LUX Luxembourg|Luxemburgo
LVA Latvia|Letonia
MAC Macao|Macao
MAF Saint Martin (French part)|San Martín (parte francesa)
MAR Morocco|Marruecos
MCO Monaco|Mónaco
MDA Moldova|Moldavia
MDG Madagascar|Madagascar
MDV Maldives|Maldivas
MEX Mexico|México
MHL the Marshall Islands|Islas Marshall
MKD North Macedonia|Macedonia del Norte
MLI Mali|Malí
MLT Malta|Malta
MMR Myanmar|Myanmar
MNE Montenegro|Montenegro
MNG Mongolia|Mongolia
MNP the Northern Mariana Islands|Islas Marianas del Norte
MOZ Mozambique|Mozambique
MRT Mauritania|Mauritania
MSR Montserrat|Montserrat
MTQ Martinique|Martinica
MUS Mauritius|Mauricio
MWI Malawi|Malaui
MYS Malaysia|Malasia
MYT Mayotte|Mayotte
NAM Namibia|Namibia
NCL New Caledonia|Nueva Caledonia
NER the Niger|Níger
NFK Norfolk Island|Isla Norfolk
NGA Nigeria|Nigeria
NIC Nicaragua|Nicaragua
NIU Niue|Niue
NLD the Netherlands|Países Bajos
NOR Norway|Noruega
NPL Nepal|Nepal
NRU Nauru|Nauru
NZL New Zealand|Nueva Zelanda
OMN Oman|Omán
PAK Pakistan|Pakistán
PAN Panama|Panamá
PCN Pitcairn|Islas Pitcairn
PER Peru|Perú
PHL the Philippines|Filipinas
PLW Palau|Palaos
PNG Papua New Guinea|Papúa Nueva Guinea
POL Poland|Polonia
PRI Puerto Rico|Puerto Rico
PRK the Democratic People's Republic of Korea|República Popular Democrática de Corea
PRT Portugal|Portugal
PRY Paraguay|Paraguay
PSE Palestine|Palestina
PYF French Polynesia|Polinesia Francesa
QAT Qatar|Catar
REU Réunion|Reunión
ROU Romania|Rumania
RUS the Russian Federation|Federación de Rusia
RWA Rwanda|Ruanda
SAU Saudi Arabia|Arabia Saudita
SDN the Sudan|Sudán
SEN Senegal|Senegal
SGP Singapore|Singapur
SGS South Georgia and the South Sandwich Islands|Islas Georgias del Sur y Sandwich del Sur
SHN Saint Helena|Santa Elena
SJM Svalbard and Jan Mayen|Svalbard y Jan Mayen
SLB Solomon Islands|Islas Salomón
SLE Sierra Leone|Sierra Leona
SLV El Salvador|El Salvador
SMR San Marino|San Marino
SOM Somalia|Somalia
SPM Saint Pierre and Miquelon|San Pedro y Miquelón
SRB Serbia|Serbia
SSD South Sudan|Sudán del Sur
STP Sao Tome and Principe|Santo Tomé y Príncipe
SUR Suriname|Surinam
SVK Slovakia|Eslovaquia
SVN Slovenia|Eslovenia
SWE Sweden|Suecia
SWZ Eswatini|Esuatini
SXM Sint Maarten|San Martín (parte neerlandesa)
SYC Seychelles|Seychelles
SYR Syria|Siria
TCA the Turks and Caicos Islands|Islas Turcas y Caicos
TCD Chad|Chad
TGO Togo|Togo
THA Thailand|Tailandia
TJK Tajikistan|Tayikistán
TKL Tokelau|Tokelau
TKM Turkmenistan|Turkmenistán
TLS Timor-Leste|Timor Oriental
TON Tonga|Tonga
TTO Trinidad and Tobago|Trinidad y Tobago
TUN Tunisia|Túnez
TUR Türkiye|Turquía
TUV Tuvalu|Tuvalu
TWN Taiwan|Taiwán
TZA Tanzania|Tanzania
UGA Uganda|Uganda
UKR Ukraine|Ucrania
UMI the United States Minor Outlying Islands|Islas Ultramarinas Menores de Estados Unidos
URY Uruguay|Uruguay
USA the United States|Estados Unidos
UZB Uzbekistan|Uzbekistán
VAT the Holy See|Santa Sede
VCT Saint Vincent and the Grenadines|San Vicente y las Granadinas
VEN Venezuela|Venezuela
VGB the British Virgin Islands|Islas Vírgenes Británicas
VIR the United States Virgin Islands|Islas Vírgenes de Estados Unidos
VNM Viet Nam|Vietnam
VUT Vanuatu|Vanuatu
WLF Wallis and Futuna|Wallis y Futuna
WSM Samoa|Samoa
XKX Kosovo|Kosovo
YEM Yemen|Yemen
ZAF South Africa|Sudáfrica
ZMB Zambia|Zambia
ZWE Zimbabwe|Zimbabue
XAA XAA|XAA
XBB XBB|XBB
XCC XCC|XCC
XDD XDD|XDD
"""
"""Each code with its name in a sentence, English and Spanish; invented countries go by their codes."""

NAMES: Final[dict[str, tuple[str, str]]] = {
    line[:3]: (english, spanish)
    for line in _ROWS.strip().splitlines()
    for english, _, spanish in [line[4:].partition("|")]
}


def nation(code: str, lang: str) -> str:
    """The name of a country within a sentence, such as `the United States`; a code of none as it is."""
    return NAMES[code][lang == "es"] if code in NAMES else code


def headed(code: str, lang: str) -> str:
    """The name of a country as a heading, such as `United States (USA)`."""
    name = nation(code, lang).removeprefix("the ")
    name = name[0].upper() + name[1:]
    return name if code in name else f"{name} ({code})"
