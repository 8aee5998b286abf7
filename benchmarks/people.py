"""A million people with facts for every criterion of the 2001 file, the same on every run."""

import numpy as np

from acuerdo.agreement.facts import FACTS, NEVER_DAY, Facts
from acuerdo.agreement.nations import NUMBER


def people(n: int) -> Facts:
    """n invented answers, some of them unknown; nobody here stands for anybody."""
    draws = np.random.Generator(np.random.Philox(key=2001))
    words = FACTS["offer.labour_market_test"].words
    nationality = draws.choice(
        np.array([NUMBER["MEX"], NUMBER["CAN"], NUMBER["GTM"], -1], np.int16), n, p=[0.9, 0.04, 0.04, 0.02]
    )
    since = np.datetime64("2016-10-01") - draws.integers(0, 9000, n).astype("timedelta64[D]")
    since[draws.random(n) < 0.1] = NEVER_DAY
    return Facts(
        n,
        {
            "person.nationality": nationality,
            "person.present_in": draws.choice(np.array([NUMBER["USA"], NUMBER["MEX"]], np.int16), n),
            "person.age_years": draws.integers(14, 70, n).astype(np.int32),
            "person.felony_convictions": (draws.random(n) < 0.02).astype(np.int32),
            "person.prior_compliant_seasons": draws.integers(0, 3, n).astype(np.int32),
            "person.present_since": since,
            "person.months_worked_last_24": draws.integers(0, 25, n).astype(np.int32),
            "person.assessed_tax_paid": draws.integers(-1, 2, n).astype(np.int8),
            "person.family_in_destination": draws.integers(-1, 2, n).astype(np.int8),
            "offer.exists": draws.integers(0, 2, n).astype(np.int8),
            "offer.labour_market_test": draws.choice(
                np.array([words.index("passed"), words.index("failed"), -1], np.int16), n
            ),
        },
    )
