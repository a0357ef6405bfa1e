"""The two recognisers behind one protocol: faster-whisper and pocketsphinx.

Each takes a piece of 16 kHz mono audio and gives words with times; see `protocol`.
"""
