from desktop.ui.loudness import LoudnessWatch
from speech.level import Verdict

SPEECH, QUIET, LOUD, NOTHING = (-22.0, -9.0), (-54.0, -46.0), (-6.0, 0.0), (-120.0, -120.0)


def hear(watch: LoudnessWatch, begin: float, seconds: float, level: tuple[float, float], speaking: bool) -> Verdict:
    verdict = Verdict.GOOD
    for step in range(int(seconds * 20)):
        verdict = watch.hear(begin + step / 20, level, speaking=speaking)
    return verdict


def test_speech_that_is_hard_to_hear_is_told_after_some_seconds() -> None:
    watch = LoudnessWatch()
    assert hear(watch, 0, 2, QUIET, speaking=True) is Verdict.GOOD
    assert hear(watch, 2, 4, QUIET, speaking=True) is Verdict.TOO_QUIET


def test_a_pause_to_think_is_no_fault() -> None:
    assert hear(LoudnessWatch(), 0, 30, QUIET, speaking=False) is Verdict.GOOD


def test_clipping_is_told_and_good_speech_is_not() -> None:
    assert hear(LoudnessWatch(), 0, 5, LOUD, speaking=True) is Verdict.CLIPPED
    assert hear(LoudnessWatch(), 0, 30, SPEECH, speaking=True) is Verdict.GOOD


def test_what_was_told_stays_for_some_seconds_and_then_goes() -> None:
    watch = LoudnessWatch()
    hear(watch, 0, 5, LOUD, speaking=True)
    assert hear(watch, 5, 5, SPEECH, speaking=True) is Verdict.CLIPPED
    assert hear(watch, 10, 20, SPEECH, speaking=True) is Verdict.GOOD


def test_exact_zeros_are_the_conductors_to_tell() -> None:
    assert hear(LoudnessWatch(), 0, 10, NOTHING, speaking=True) is Verdict.GOOD
