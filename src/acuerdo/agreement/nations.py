"""Country codes: ISO 3166-1 alpha-3, as assigned. Alpha-2 codes are recognised only to correct them."""

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

ALPHA_2 = {
    "US": "USA",
    "MX": "MEX",
    "CA": "CAN",
    "NO": "NOR",
    "GT": "GTM",
    "HN": "HND",
    "SV": "SLV",
    "CU": "CUB",
}
"""The two-letter codes met in this corridor's papers, for the hint only."""
