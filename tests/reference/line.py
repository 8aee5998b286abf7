"""Place in line, and caps that lie within each other."""


def turns(order: str, people) -> list[int]:
    """The place of each: by filing day, priority day, points (most first) or the draw, then by the draw.

    Each of the people is a mapping with `draw` and what the order needs; an unknown day comes last.
    """

    def before_whom(at: int):
        one = people[at]
        if order == "lottery":
            return (one["draw"],)
        if order == "points":
            return (-one["points"], one["draw"])
        day = one["filed" if order == "first_come" else "priority_day"]
        return (day is None, day or 0, one["draw"])

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
