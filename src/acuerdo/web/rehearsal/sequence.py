"""The steps of a rehearsal, one after another."""

from acuerdo.web.rehearsal import returning, rights, staying, steps

STEPS = (*steps.STEPS, *staying.STEPS, *rights.STEPS, *staying.LATER, *returning.STEPS)
