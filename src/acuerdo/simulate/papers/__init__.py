"""Papers: their own estimators, run on simulated people; theirs beside ours."""
