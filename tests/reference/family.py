"""One family member, and the places one filing takes."""

from reference import known


def may_accompany(clause, member) -> dict[str, bool | None]:
    """Each thing the clause asks, with its answer."""
    asked: dict[str, bool | None] = {"may_accompany": clause.may_accompany}
    if clause.relations:
        relation = known(member.get("family.relation"))
        asked["relations"] = None if relation is None else relation in clause.relations
    return asked


def places(clause, worker) -> int:
    """The worker's place, and one for each member known to come along where the text counts them."""
    members = known(worker.get("family.members"))
    if clause is None or clause.counted_in_cap is not True or not clause.may_accompany:
        return 1
    return 1 + max(members or 0, 0)
