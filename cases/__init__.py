"""What is asked: tracks, cases and their questions, read from TOML.

Takes case files (built-in and the user's own), gives frozen values. Imports nothing of ours;
`rubrics` may import `cases.model`, `desktop` everything.
"""
