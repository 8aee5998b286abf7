"""What an agreement file says: every section, typed."""

from datetime import date
from typing import Annotated, ClassVar

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.amendment import Amendment
from acuerdo.agreement.clauses.asylum import Asylum
from acuerdo.agreement.clauses.base import Clause, Dated, Title
from acuerdo.agreement.clauses.bodies import Body
from acuerdo.agreement.clauses.border import Border
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.children import Children
from acuerdo.agreement.clauses.commitments import Commitment, Linkage
from acuerdo.agreement.clauses.criteria import Groups
from acuerdo.agreement.clauses.development import Programme
from acuerdo.agreement.clauses.disputes import Disputes, Termination
from acuerdo.agreement.clauses.finance import Transfer
from acuerdo.agreement.clauses.information import Information
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.clauses.protection import Protection
from acuerdo.agreement.clauses.record import Claim, Event, Figure, NationalLimit, PlainText, Succession
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.clauses.status import Status
from acuerdo.agreement.clauses.triggers import Review, Sunset, Trigger
from acuerdo.agreement.values import Id, Nation, OneOf, Text

FORMS = (
    "proposal",
    "joint_declaration",
    "coordinated_announcements",
    "mou",
    "executive_agreement",
    "treaty",
    "programme",
    "action_plan",
    "invented",
)
STATES = (
    "proposed",
    "negotiating",
    "framework_agreed",
    "signed",
    "in_force",
    "in_operation",
    "suspended",
    "stalled",
    "shelved",
    "ended",
)
RUNNING = ("in_force", "in_operation")
"""The states in which a text is executed as it is; in every other state it needs a plan."""

SOURCE_KINDS = (
    "law",
    "treaty",
    "regulation",
    "bill",
    "official",
    "scholarship",
    "press",
    "commentary",
    "assumption",
    "invented",
)


class Party(Clause):
    """A party, its role, and who acts for it."""

    role: Annotated[str, OneOf("origin", "destination", "transit")]
    acts_through: list[Text] = []


class State(Clause):
    """The state of the instrument from a day on."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("state",)

    state: Annotated[str, OneOf(*STATES)]


class SourceEntry(Clause):
    """A document that values rest on."""

    title: Title
    kind: Annotated[str, OneOf(*SOURCE_KINDS)]
    dated: Text | None = None
    doi: Text | None = None
    file: Text | None = None
    lines: Text | None = None
    url: Text | None = None


class Terms(Clause):
    """The whole file. Sections that a file does not have are empty.

    Fields:
        translations: words that the file writes once, such as remarks, names of offices and names of its own
            entries, in the other language too; a reader finds them in theirs.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "lifecycle",
        "calendar",
        "national_law",
        "caps",
        "statuses",
        "pathways",
        "protections",
        "returns",
        "asylum",
        "children",
        "border",
        "development",
        "finance",
        "bodies",
        "commitments",
        "linkage",
        "triggers",
        "review",
        "sunset",
        "disputes",
        "termination",
        "information",
    )

    format: Annotated[str, OneOf("1")]
    id: Id
    title: Title
    form: Annotated[str, OneOf(*FORMS)]
    languages: list[Id] = ["en", "es"]
    parties: dict[Nation, Party]
    invited: list[Nation] = []
    lifecycle: Dated[State]
    succeeds: list[Succession] = []
    calendar: Calendar = Calendar()
    sources: dict[Id, SourceEntry]
    groups: dict[Id, list[Nation]] = {}
    national_law: dict[Id, Dated[NationalLimit]] = {}
    caps: dict[Id, Dated[Cap]] = {}
    statuses: dict[Id, Status] = {}
    pathways: dict[Id, Pathway] = {}
    protections: list[Protection] = []
    returns: dict[Id, Returns] = {}
    asylum: Asylum | None = None
    children: Children | None = None
    border: Border | None = None
    development: dict[Id, Programme] = {}
    finance: dict[Id, Transfer] = {}
    bodies: dict[Id, Body] = {}
    commitments: list[Commitment] = []
    linkage: Linkage | None = None
    triggers: list[Trigger] = []
    review: Review | None = None
    sunset: Sunset | None = None
    disputes: Disputes | None = None
    termination: Termination | None = None
    information: list[Information] = []
    events: list[Event] = []
    claims: list[Claim] = []
    figures: list[Figure] = []
    texts: dict[Id, PlainText] = {}
    translations: list[Title] = []
    amendments: list[Amendment] = []

    @property
    def nations(self) -> Groups:
        """The named groups of countries."""
        return {name: tuple(members) for name, members in self.groups.items()}

    def state_on(self, on: date) -> State | None:
        """The state of the instrument on a day; None before its first."""
        return self.lifecycle.on(on)

    @property
    def begins(self) -> date | None:
        """The first day of which the file records a state of the instrument."""
        return min((state.from_ for state in self.lifecycle if state.from_), default=None)

    @property
    def ends(self) -> date | None:
        """The first day on which the instrument has ended; None where its lifecycle names none."""
        ended = (state.from_ for state in self.lifecycle if state.from_ and state.state == "ended")
        return min(ended, default=None)

    def year_start(self, party: str | None) -> tuple[int, int]:
        """The month and day on which a party's fiscal year begins; 1 January where the file says nothing."""
        return self.calendar.fiscal_year.get(party or "", (1, 1))


SECTIONS = tuple(Terms.fields())
