"""The door to onnxruntime: how likely it is that a frame of sound is speech.

The model is Silero's, version 6, which lies inside the faster-whisper package. It is run as a stream: one
frame at a time, its state carried on, so that 45 minutes cost no more memory than one second.
"""

import importlib.util
from pathlib import Path

import numpy
import onnxruntime
from numpy.typing import NDArray

from speech.errors import ModelMissing

FRAME_SAMPLES = 512
_CONTEXT_SAMPLES = 64
_STATE_SHAPE = (1, 1, 128)


class VoiceActivity:
    """One stream of sound: call it with each frame in turn."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(str(_model()), options, providers=["CPUExecutionProvider"])
        self._hidden = numpy.zeros(_STATE_SHAPE, numpy.float32)
        self._cell = numpy.zeros(_STATE_SHAPE, numpy.float32)
        self._context: NDArray[numpy.float32] = numpy.zeros(_CONTEXT_SAMPLES, numpy.float32)

    def __call__(self, frame: NDArray[numpy.int16]) -> float:
        """Return the probability, 0-1, that these 512 samples at 16 kHz are speech."""
        samples = frame.astype(numpy.float32) / numpy.float32(32768)
        given = {
            "input": numpy.concatenate([self._context, samples])[numpy.newaxis],
            "h": self._hidden,
            "c": self._cell,
        }
        probability, self._hidden, self._cell = self._session.run(None, given)
        self._context = samples[-_CONTEXT_SAMPLES:]
        return float(probability.ravel()[0])


def _model() -> Path:
    # Found without importing the package, which would load three heavy libraries.
    found = importlib.util.find_spec("faster_whisper")
    path = Path(found.origin or "").parent / "assets" / "silero_vad_v6.onnx" if found else Path()
    if not path.is_file():
        raise ModelMissing(
            "faster-whisper: its file assets/silero_vad_v6.onnx is missing; install faster-whisper again"
        )
    return path
