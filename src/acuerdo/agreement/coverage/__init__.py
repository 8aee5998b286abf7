"""What of a model a text answers: its articles, the clauses that name them, and whether these decide."""

from acuerdo.agreement.coverage.answering import STATES, Answer, Covering, coverage, tally
from acuerdo.agreement.coverage.models import MODELS, Model, model

__all__ = ["MODELS", "STATES", "Answer", "Covering", "Model", "coverage", "model", "tally"]
