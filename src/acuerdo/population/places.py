"""States of Mexico and of the United States, and the codes by which files name them."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class MexicanState:
    """One of the 32 federal entities of Mexico."""

    code: int
    """INEGI code, 1..32 (Catálogo Único de Claves de Áreas Geoestadísticas)."""
    iso: str
    """The three letters of ISO 3166-2:MX, without the prefix MX-."""
    name_en: str
    name_es: str


MEXICAN_STATES = MappingProxyType(
    {
        code: MexicanState(code, iso, name_en, name_es)
        for code, iso, name_en, name_es in (
            (1, "AGU", "Aguascalientes", "Aguascalientes"),
            (2, "BCN", "Baja California", "Baja California"),
            (3, "BCS", "Baja California Sur", "Baja California Sur"),
            (4, "CAM", "Campeche", "Campeche"),
            (5, "COA", "Coahuila", "Coahuila"),
            (6, "COL", "Colima", "Colima"),
            (7, "CHP", "Chiapas", "Chiapas"),
            (8, "CHH", "Chihuahua", "Chihuahua"),
            (9, "CMX", "Mexico City", "Ciudad de México"),
            (10, "DUR", "Durango", "Durango"),
            (11, "GUA", "Guanajuato", "Guanajuato"),
            (12, "GRO", "Guerrero", "Guerrero"),
            (13, "HID", "Hidalgo", "Hidalgo"),
            (14, "JAL", "Jalisco", "Jalisco"),
            (15, "MEX", "State of Mexico", "Estado de México"),
            (16, "MIC", "Michoacan", "Michoacán"),
            (17, "MOR", "Morelos", "Morelos"),
            (18, "NAY", "Nayarit", "Nayarit"),
            (19, "NLE", "Nuevo Leon", "Nuevo León"),
            (20, "OAX", "Oaxaca", "Oaxaca"),
            (21, "PUE", "Puebla", "Puebla"),
            (22, "QUE", "Queretaro", "Querétaro"),
            (23, "ROO", "Quintana Roo", "Quintana Roo"),
            (24, "SLP", "San Luis Potosi", "San Luis Potosí"),
            (25, "SIN", "Sinaloa", "Sinaloa"),
            (26, "SON", "Sonora", "Sonora"),
            (27, "TAB", "Tabasco", "Tabasco"),
            (28, "TAM", "Tamaulipas", "Tamaulipas"),
            (29, "TLA", "Tlaxcala", "Tlaxcala"),
            (30, "VER", "Veracruz", "Veracruz"),
            (31, "YUC", "Yucatan", "Yucatán"),
            (32, "ZAC", "Zacatecas", "Zacatecas"),
        )
    }
)
"""INEGI code -> state."""

US_STATES = MappingProxyType(
    {
        "AK": "Alaska",
        "AL": "Alabama",
        "AR": "Arkansas",
        "AS": "American Samoa",
        "AZ": "Arizona",
        "CA": "California",
        "CO": "Colorado",
        "CT": "Connecticut",
        "DC": "District of Columbia",
        "DE": "Delaware",
        "FL": "Florida",
        "GA": "Georgia",
        "GU": "Guam",
        "HI": "Hawaii",
        "IA": "Iowa",
        "ID": "Idaho",
        "IL": "Illinois",
        "IN": "Indiana",
        "KS": "Kansas",
        "KY": "Kentucky",
        "LA": "Louisiana",
        "MA": "Massachusetts",
        "MD": "Maryland",
        "ME": "Maine",
        "MI": "Michigan",
        "MN": "Minnesota",
        "MO": "Missouri",
        "MP": "Northern Mariana Islands",
        "MS": "Mississippi",
        "MT": "Montana",
        "NC": "North Carolina",
        "ND": "North Dakota",
        "NE": "Nebraska",
        "NH": "New Hampshire",
        "NJ": "New Jersey",
        "NM": "New Mexico",
        "NV": "Nevada",
        "NY": "New York",
        "OH": "Ohio",
        "OK": "Oklahoma",
        "OR": "Oregon",
        "PA": "Pennsylvania",
        "PR": "Puerto Rico",
        "RI": "Rhode Island",
        "SC": "South Carolina",
        "SD": "South Dakota",
        "TN": "Tennessee",
        "TX": "Texas",
        "UT": "Utah",
        "VA": "Virginia",
        "VI": "US Virgin Islands",
        "VT": "Vermont",
        "WA": "Washington",
        "WI": "Wisconsin",
        "WV": "West Virginia",
        "WY": "Wyoming",
    }
)
"""USPS code -> name: 50 states, the District of Columbia and five territories, in order of code."""

US_COLUMN = MappingProxyType({usps: column for column, usps in enumerate(US_STATES)})
"""USPS code -> column of a table over US states, 0..55."""
