"""A text as one party alone would make it has nothing that rests on another, and all that does not."""

from pathlib import Path

import pytest

from acuerdo import agreement
from acuerdo.agreement.alone import alone
from acuerdo.agreement.names import nodes
from acuerdo.agreement.paths import find

AGREEMENTS = Path(__file__).parents[2] / "agreements"


def read(name: str):
    folder = AGREEMENTS / name
    plan = folder / "plan.yaml"
    return agreement.read(folder / "agreement.yaml"), agreement.read_plan(plan) if plan.is_file() else None


EVERY = [
    (folder.name, party)
    for folder in sorted(AGREEMENTS.iterdir())
    if (folder / "agreement.yaml").is_file()
    for party in list(read(folder.name)[0].terms.parties)[:3]
]


@pytest.mark.parametrize(("name", "party"), EVERY, ids="-".join)
def test_no_commitment_return_or_joint_act_of_another_party_is_left(name, party):
    text, plan = read(name)
    made = alone(text, plan, party)
    terms = made.agreement.terms
    others = set(text.terms.parties) - {party}
    assert all(each.by == [party] for each in terms.commitments)
    assert not others & {end for each in terms.returns.values() for end in (each.requesting, each.receiving)}
    assert terms.border is None or not others & {
        each for operation in terms.border.joint_operations for each in operation.parties
    }
    assert all(find(text.document.tree, path) for path in made.dropped)
    assert not any(find(made.agreement.document.tree, path) for path in made.dropped)


@pytest.mark.parametrize(("name", "party"), EVERY, ids="-".join)
def test_what_is_left_stands_as_it_did(name, party):
    text, plan = read(name)
    tree = alone(text, plan, party).agreement.document.tree
    base = dict(nodes(text.document.tree))
    for section in ("protections", "children", "statuses", "national_law", "sources", "lifecycle"):
        assert tree.get(section) == base.get((section,))
    if text.terms.parties[party].role == "destination":
        assert list(tree.get("pathways", {})) == list(text.terms.pathways)


@pytest.mark.parametrize("name", ["us-mx-2001", "us-2004", "us-mx-2023"])
def test_a_text_made_alone_decides_under_its_plan(name):
    text, plan = read(name)
    made = alone(text, plan, "USA")
    enacted = agreement.enact(made.agreement, plan.terms.as_if_in_force.from_, made.plan)
    assert enacted.agreement.id == f"{text.id}-usa-alone"
    assert list(enacted.agreement.terms.pathways) == list(text.terms.pathways)


def test_mexico_alone_opens_no_pathway_and_keeps_its_own_promises():
    made = alone(*read("us-mx-2001"), "MEX").agreement.terms
    assert made.pathways == {}
    assert "single_avenue" in {each.id for each in made.commitments}
    assert set(made.development) == {"three_for_one", "three_for_one_productive", "regional_programmes"}
    assert made.linkage is None, "what tied it to the other party is gone"


def test_returns_of_2023_need_the_party_that_receives():
    text, plan = read("us-mx-2023")
    assert "returns.third_country_nationals" in alone(text, plan, "USA").dropped
    kept = alone(text, plan, "USA").agreement.terms
    assert kept.asylum.transit_presumption is not None, "a law of one party stays"
    assert kept.asylum.safe_third_country is None


def test_the_base_is_not_changed_and_a_stranger_is_refused():
    text, plan = read("us-mx-2001")
    before = str(text.document.tree)
    alone(text, plan, "USA")
    assert str(text.document.tree) == before
    with pytest.raises(agreement.Refused, match="parties of it are USA, MEX"):
        alone(text, plan, "CAN")
