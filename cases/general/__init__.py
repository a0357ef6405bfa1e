"""What holds for every case: the general formats and the interviewer's own habits, in TOML."""
