"""Scoring: what was held out of the fit, opened, beside naive forecasts."""
