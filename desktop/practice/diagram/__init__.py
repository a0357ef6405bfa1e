"""The drawn diagram: what is in it, what happened to it at which second, its marks and its files. No Qt.

Takes events from whoever draws, gives diagrams, marks and exports; only `desktop` may import it.
"""
