"""How numbers and days are written where a language leaves it open."""
