"""Where each Mexican state lies on the map of tiles: a layout of this project, not a map of areas."""

from types import MappingProxyType
from typing import Final

ROWS: Final = (
    "BCN SON CHH COA NLE TAM .   .   .   .",
    "BCS SIN DUR ZAC SLP .   .   .   .   .",
    ".   NAY JAL AGU GUA QUE HID VER .   .",
    ".   COL MIC MEX CMX TLA PUE TAB CAM YUC",
    ".   .   .   GRO MOR .   OAX CHP .   ROO",
)
TILES: Final = MappingProxyType(
    {
        state: (row, column)
        for row, states in enumerate(ROWS)
        for column, state in enumerate(states.split())
        if state != "."
    }
)
"""Row and column of each state by the letters of ISO 3166-2:MX, from the north-west."""
COLUMNS: Final = len(ROWS[0].split())
