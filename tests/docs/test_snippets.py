"""Every piece of a file that a document shows is read by the reader, and every piece of code runs."""

import copy
import os
from typing import Any

import pytest

from acuerdo.agreement import Unreadable, check, read, read_text
from acuerdo.agreement.cases import CasesTerms
from acuerdo.agreement.plan import PlanTerms
from acuerdo.agreement.reading.text import Document, parse
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import Terms
from acuerdo.negotiate.positions import PositionsTerms
from acuerdo.population import shipped
from docs.fences import Fence, every

INVENTED = read(shipped.path("agreements/invented/agreement.yaml")).document


def by_place(fences: list[Fence]) -> list[Any]:
    return [pytest.param(fence, id=fence.place) for fence in fences]


def put(fence: Fence, path: str) -> Document:
    """The invented agreement with a snippet at one path."""
    tree: Any = copy.deepcopy(INVENTED.tree)
    *steps, last = path.split(".")
    node = tree
    for step in steps:
        node = node.setdefault(step, {})
    node[last] = parse(fence.text.encode(), fence.place).tree
    return Document(fence.place, tree, INVENTED.lines, INVENTED.places, INVENTED.keys)


@pytest.mark.parametrize("fence", by_place(every("yaml", "agreement")))
def test_a_whole_agreement_in_a_document_is_sound(fence):
    assert [str(fault) for fault in check(read_text(fence.text, fence.place))] == []


@pytest.mark.parametrize("fence", by_place(every("yaml", "plan")))
def test_a_whole_plan_in_a_document_is_read(fence):
    assert typed(PlanTerms, parse(fence.text.encode(), fence.place)).assume


@pytest.mark.parametrize("fence", by_place(every("yaml", "cases")))
def test_a_whole_file_of_cases_in_a_document_is_read(fence):
    assert typed(CasesTerms, parse(fence.text.encode(), fence.place)).cases


@pytest.mark.parametrize("fence", by_place(every("yaml", "positions")))
def test_a_whole_file_of_positions_in_a_document_is_read(fence):
    assert typed(PositionsTerms, parse(fence.text.encode(), fence.place)).stances


@pytest.mark.parametrize("fence", by_place(every("yaml", "at")))
def test_a_part_of_an_agreement_in_a_document_is_read_at_its_place(fence):
    typed(Terms, put(fence, fence.words[2]))


@pytest.mark.parametrize("fence", by_place(every("yaml", "wrong", "at")))
def test_a_wrong_part_of_an_agreement_in_a_document_is_refused(fence):
    with pytest.raises(Unreadable):
        typed(Terms, put(fence, fence.words[3]))


def test_every_piece_of_a_file_says_which_it_is():
    ways = {("agreement",), ("plan",), ("cases",), ("positions",), ("at",), ("wrong",), ("into",)}
    assert [fence.place for fence in every("yaml") if fence.words[1:2] not in ways] == []


def test_a_part_that_is_no_agreement_is_noticed():
    with pytest.raises(Unreadable, match="'coumt' is not a field here"):
        typed(Terms, put(Fence("page:1", ("yaml",), "{coumt: 300}\n"), "caps.nation"))


@pytest.mark.parametrize("fence", by_place(every("python")))
def test_every_piece_of_code_in_a_document_runs(fence):
    before = os.getcwd()  # noqa: PTH109
    os.chdir(shipped.path("."))
    try:
        exec(compile(fence.text, fence.place, "exec"), {})
    finally:
        os.chdir(before)
