"""The season: one year of job orders and of people, played day by day under an agreement."""
