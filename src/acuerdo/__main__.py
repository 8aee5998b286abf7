"""The command `acuerdo`, also as `python -m acuerdo`."""

import os


def run() -> None:
    """Run the command line. Plugins of the validation library are not looked for: it is quicker to start."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from acuerdo.cli import main

    main()


if __name__ == "__main__":
    run()
