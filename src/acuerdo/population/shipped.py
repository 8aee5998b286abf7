"""Where the files shipped with the package lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def path(relative: str) -> Path:
    """Say where a shipped file or folder lies.

    In a checkout (the package under `src/`, beside a `pyproject.toml`) files lie at the root of the
    repository; in an installed package, under `acuerdo/shipped/`.

    Args:
        relative: path from that root with forward slashes, such as `data/corridor/pool.yaml`.

    Returns:
        The path of a file or folder that exists.

    Raises:
        FileNotFoundError: nothing is there; the text names what is missing and where it was looked for.
    """
    found = root(_PACKAGE) / relative
    if not found.exists():
        raise FileNotFoundError(f"{relative} is not among the shipped files, looked for at {found}")
    return found


def root(package: Path) -> Path:
    """Say where the shipped files of an `acuerdo` package folder lie: its repository, or within it."""
    repository = package.parent.parent
    if package.parent.name == "src" and (repository / "pyproject.toml").is_file():
        return repository
    return package / "shipped"
