"""The program: command line, window and the rehearsal itself.

`desktop.practice` runs and keeps the interview without Qt, `desktop.ui` is the only place that
imports Qt, `desktop.cli` is the command line. May import everything below; nothing imports it.
"""
