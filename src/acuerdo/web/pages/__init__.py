"""Pages, a file for each step of each role: thin views that ask `operate` and show the answer."""
