"""The door to pulsectl: from which source a Linux sound server (PulseAudio, PipeWire) really takes our sound.

PortAudio sees the server as one device. When a microphone is unplugged, or another one becomes the default, the server
goes on with that other one at once, and says nothing to the program that records.
"""

import os
import threading
from types import TracebackType

try:
    import pulsectl
except (ImportError, OSError):
    # Not Linux, or a machine with plain ALSA and no client library of a server: there no stream is moved.
    pulsectl = None

_LOOK_EVERY_SECONDS = 1.0


class StreamWatch:
    """Watches the recording stream of this process on a thread of its own, until `close`.

    `source` is the id of the source it began with, None until that is known or where there is no such server;
    `moved` tells that the sound no longer comes from there.
    """

    def __init__(self) -> None:
        self.source: str | None = None
        self.moved = False
        self._closed = False
        if pulsectl is not None:
            threading.Thread(target=self._watch, name="watches the sound server", daemon=True).start()

    def close(self) -> None:
        """Watch no more."""
        self._closed = True

    def __enter__(self) -> "StreamWatch":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _watch(self) -> None:
        try:
            with pulsectl.Pulse("rostrum") as server:
                server.event_mask_set("source_output", "source")
                server.event_callback_set(_stop_listening)
                while not self._closed and not self.moved:
                    self._look(server)
                    server.event_listen(timeout=_LOOK_EVERY_SECONDS)
        except (pulsectl.PulseError, pulsectl.PulseDisconnected):
            # No server, or it has ended: a stall of the stream is then all that tells.
            return

    def _look(self, server: "pulsectl.Pulse") -> None:
        mine = str(os.getpid())
        names = {source.index: source.name for source in server.source_list()}
        for stream in server.source_output_list():
            if stream.proplist.get("application.process.id") == mine:
                source = names.get(stream.source)
                self.moved = self.source is not None and source != self.source
                self.source = self.source or source


def _stop_listening(_event: object) -> None:
    raise pulsectl.PulseLoopStop
