"""Permits as signed documents that travel: issued, shown in part, and verified without the service.

SD-JWT (RFC 9901) under ES256 (RFC 7518), the keys as a JWK Set (RFC 7517), statuses as a signed list of bits.
Nothing here knows a clock or draws a number: the day, the instant and the salts are arguments.
"""
