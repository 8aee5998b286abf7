"""One figure beside its bound."""


def row(what: str, found: float, bound: float, unit: str = "s", least: bool = False) -> bool:
    """Print one figure beside its bound; True where it keeps to it."""
    kept = found >= bound if least else found <= bound
    sign = "at least" if least else "at most"
    print(
        f"{'ok  ' if kept else 'OVER'} {what:<66} {found:>10,.4g} {unit:<3} ({sign} {bound:,g})", flush=True
    )
    return kept
