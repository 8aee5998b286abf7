"""Expected flows: the history that chances alone would make, for calibration. No person, no draw.

People who never went are kept by age, sex, state of birth, schooling and link; those who went by what their
chances rest on. Three closures make it quick: headship is that of age and sex; those who went are, within age
and sex, composed like all who ever went from there; and those in the United States without papers are as old,
within a length of stay, whatever their ties and trips. A test holds it against the mean of engines.
"""

from acuerdo.simulate.expecting.years import expected

__all__ = ["expected"]
