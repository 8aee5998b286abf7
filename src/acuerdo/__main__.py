"""`python -m acuerdo`."""

from acuerdo.cli import main

main()
