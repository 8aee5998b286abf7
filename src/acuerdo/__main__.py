"""The command `acuerdo`, also as `python -m acuerdo`: started and ended without what no command needs."""

import gc
import os
import sys

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Nearly all that a command makes lives until it ends: looking for rubbish every 700 objects, as Python
does, takes a tenth of the time of `check`."""


def run() -> None:
    """Run the command line and end the process with its exit code.

    Plugins of the validation library are not looked for, and the process ends without taking its objects
    apart one by one: all files are closed by then.
    """
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from acuerdo.cli import main

    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        code = 1
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    run()
