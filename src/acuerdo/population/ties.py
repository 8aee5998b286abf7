"""Ties: to which US states people of each Mexican state went before."""

import csv

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import shipped
from acuerdo.population.parameters import Parameters, load_parameters
from acuerdo.population.places import MEXICAN_STATES, US_COLUMN

COUNTS = "data/corridor/ties_mmp.csv"


def ties(parameters: Parameters | None = None) -> NDArray[np.float32]:
    """Say what share of an origin state's surveyed crossings belongs to each US state.

    The national pattern is added to each state's own counts as `ties_smoothing` further crossings, so that
    a state with few observations leans on the nation. Used to rank jobs, and for nothing else.

    Args:
        parameters: the shipped ones unless given.

    Returns:
        Shares, shape (33, 56): rows are INEGI codes 1..32 and row 0 is the nation, for an origin that is
        not known; columns are those of `places.US_COLUMN`. Every row sums to 1 (float32).

    Source: Mexican Migration Project, crossings without papers from 1980 on, counted by the place of the
    household head's first trip; see `data/corridor/README.md`. Basis: estimated; the smoothing is assumed.
    """
    parameters = parameters or load_parameters(shipped.path("data/corridor/pool.yaml"))
    counts = crossings().astype(np.float64)
    nation = counts.sum(axis=0) / counts.sum()
    counts += parameters.ties_smoothing * nation
    shares: NDArray[np.float64] = counts / counts.sum(axis=1, keepdims=True)
    return shares.astype(np.float32)


def crossings() -> NDArray[np.int64]:
    """Read the shipped counts, shape (33, 56) with the rows and columns of `ties`; row 0 is empty."""
    counts = np.zeros((len(MEXICAN_STATES) + 1, len(US_COLUMN)), np.int64)
    with shipped.path(COUNTS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counts[int(row["origin_state_code"]), US_COLUMN[row["us_state"]]] += int(row["crossings"])
    return counts
