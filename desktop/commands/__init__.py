"""The commands of the command line, one file each: `add` names its arguments, `run` does it.

Each takes the parsed arguments and the `Program`, prints its result to standard output, progress to
standard error, and returns an exit code.
"""
