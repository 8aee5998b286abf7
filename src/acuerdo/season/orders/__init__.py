"""Job orders: read the US Labor Department's disclosure files into one table, losing nothing silently."""

from acuerdo.season.orders.gathering import ALL, SHIPPED, files, gather
from acuerdo.season.orders.layouts import UnknownLayout
from acuerdo.season.orders.opening import UnreadableOrders
from acuerdo.season.orders.reading import Orders, RowFault, read_orders

__all__ = [
    "ALL",
    "SHIPPED",
    "Orders",
    "RowFault",
    "UnknownLayout",
    "UnreadableOrders",
    "files",
    "gather",
    "read_orders",
]
