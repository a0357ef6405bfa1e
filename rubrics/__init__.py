"""How an answer is judged: pure functions from a transcript and a case to findings and a score.

Takes `speech.transcript` and `cases.model` values and rules as TOML data, gives frozen values.
Reads no clock, no device and no network; `desktop` may import it, nothing else does.
"""
