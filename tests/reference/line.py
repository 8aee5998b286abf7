"""Place in line, and caps that lie within each other."""


def turns(order: str, people, ties: str = "draw") -> list[int]:
    """The place of each: by filing day, priority day or points (most first), then by what the text says about
    equals, then by the draw; in a lottery by the draw alone.

    Each of the people is a mapping with `draw` and what the order needs; an unknown day comes last.
    """

    def key(one, by: str):
        if by == "points":
            return (-one["points"],)
        if by in ("draw", "lottery"):
            return (one["draw"],)
        day = one["filed" if by == "first_come" else "priority_day"]
        return (day is None, day or 0)

    def before_whom(at: int):
        equals = () if order == "lottery" else key(people[at], ties)
        return (*key(people[at], order), *equals, people[at]["draw"])

    line = sorted(range(len(people)), key=before_whom)
    return [line.index(at) for at in range(len(people))]


def within(turn: list[int], labels: list[list[int]], limits: list[list[int]]) -> list[bool]:
    """Serve one by one in turn, each only if every cap over her has room."""
    left = [list(limit) for limit in limits]
    granted = [False] * len(turn)
    for person in sorted(range(len(turn)), key=lambda at: turn[at]):
        over = [(level, labels[level][person]) for level in range(len(labels))]
        if all(left[level][cap] > 0 for level, cap in over):
            granted[person] = True
            for level, cap in over:
                left[level][cap] -= 1
    return granted
