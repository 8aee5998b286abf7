"""Many runs over values of a text or of parameters: what is varied, one run, and who does the work.

- `varying`: values as typed, and their grid.
- `runs`: one run and what is kept of it.
- `kept`: results in a folder, each whole, so that work that was stopped goes on.
- `working`: the same work in this process, on several cores or on a Dask cluster.
- `results`: the table of all runs.
"""
