"""The window: the only place that imports Qt.

Widgets draw and tell, pages compose them, `task` turns background work into signals. Nothing
outside this folder imports it except the command line, when it opens the window.
"""
