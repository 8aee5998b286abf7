"""Years played forward: parameters, drivers, engines, and what history says of them."""
