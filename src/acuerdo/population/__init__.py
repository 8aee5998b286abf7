"""People of the corridor as arrays, and chance.

- `shipped`: where the files shipped with the package lie.
- `chance`: named random streams; the only place where draws are made.
- `places`: states of Mexico and of the United States, with their codes.
- `parameters`: what the data do not say, each figure with its unit, basis and source.
- `pool`: a pool of willing workers.
- `trades`: kinds of work, after the occupation codes of the orders.
- `ties`: to which US states people of each Mexican state went.
- `summary`: a pool described in a few rows.
"""
