"""A peer's change of one number: PolicyEngine US builds a simulation with a reform, in an environment of
its own, where it can be installed within the time of the benchmark."""

import subprocess
import sys
from pathlib import Path

VERSION = "2.68.0"
INSTALL_SECONDS = 300
"""How long the installation may take before the peer is left out."""
RUN_SECONDS = 300
"""How long the measurement may take before the peer is left out."""

MEASURE = """
import time
begun = time.perf_counter()
from policyengine_us import Simulation
from policyengine_core.reforms import Reform
imported = time.perf_counter()
situation = {"people": {"worker": {"age": {"2026": 40}, "employment_income": {"2026": 30_000}}}}
reform = Reform.from_dict(
    {"gov.irs.credits.ctc.amount.base[0].amount": {"2026-01-01.2100-12-31": 5000}}, country_id="us"
)
simulation = Simulation(situation=situation, reform=reform)
simulation.calculate("household_net_income", 2026)
print(imported - begun, time.perf_counter() - imported)
"""


def one_number_reform(folder: Path) -> tuple[float, float] | str:
    """Seconds to import the peer, and to change one number of it and decide one household again; or why
    that could not be measured here.

    Args:
        folder: where its environment lies; made on the first run.
    """
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
        install = [str(python), "-m", "pip", "install", "--quiet", f"policyengine-us=={VERSION}"]
        subprocess.run(install, check=True, capture_output=True, timeout=INSTALL_SECONDS)
        found = subprocess.run(
            [str(python), "-c", MEASURE], check=True, capture_output=True, text=True, timeout=RUN_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        return f"not within {error.timeout:.0f} s"
    except subprocess.CalledProcessError as error:
        said = error.stderr if isinstance(error.stderr, str) else error.stderr.decode()
        return said.strip().splitlines()[-1] if said.strip() else "it ended without a word"
    imported, reformed = map(float, found.stdout.split()[-2:])
    return imported, reformed
