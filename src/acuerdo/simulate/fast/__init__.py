"""The fast engine: only those to whom something may happen are looked at, and the answers are the readable
one's.

People stand in words of 64. Planes of bits say who never went, who returned, who is there, and who has
papers. The leading bits of a month's draw come in slices of a word too, so that ANDing m of them finds, 64
people at a time, everybody whose draw lies below 2**-m; where that bounds what can happen to a class of
people at their age, nobody else in it needs a look.
"""
