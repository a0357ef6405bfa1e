"""The timed interview, its archive and its reports, without Qt.

Takes cases, transcripts and scores, gives rehearsals on disk. The same code serves the window,
the terminal and the tests.
"""
