"""The runner of jobs beside the processes that answer requests."""

import os
import subprocess
import sys


def run_jobs() -> "subprocess.Popen[bytes]":
    """Start a runner that ends with this process, whatever this process becomes."""
    return subprocess.Popen([sys.executable, "-m", "acuerdo", "work", "--beside", str(os.getpid())])  # noqa: S603
