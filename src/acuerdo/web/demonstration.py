"""The settings of a demonstration, where the environment says nothing else."""

import os

os.environ.setdefault("ACUERDO_DEMO", "1")

from acuerdo.web.settings import *  # noqa: F403
