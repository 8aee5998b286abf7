"""Lawful doors: whoever turns to one meets the rules of the service, under the same file and plan.

No article of law is here. Who is eligible, who has a place, how long a stay lasts, whether it may be renewed
and whether somebody may come again are asked of `acuerdo.rules`; what is here says who turns to which door,
and what the simulation knows of them.
"""
