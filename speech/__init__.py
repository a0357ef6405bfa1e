"""Sound in and out: voice, microphone, recording, recognisers, transcript.

Takes text to speak and audio to hear, gives recordings on disk and transcripts with word times.
Imports nothing of ours; `rubrics` may import `speech.transcript`, `desktop` everything. Whatever
can hang or starve the window (PortAudio, the speech engine, the recogniser) runs in a helper
process of its own, see `speech.worker`.
"""
