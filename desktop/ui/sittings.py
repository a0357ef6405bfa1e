"""What is to be run in the window: made from the settings, or from what a crash left."""

from dataclasses import replace
from typing import TYPE_CHECKING

from cases.general_files import manners
from desktop.practice.sitting import Sitting
from desktop.practice.subject import newest_subject
from desktop.ui.contents import choose_recogniser

if TYPE_CHECKING:
    from cases.model import Case, Format
    from desktop.program import Program
    from desktop.ui.interruption import Interruption


def new_sitting(program: "Program", case: "Case", format_: "Format", seed: int) -> Sitting:
    """Return a sitting as the settings want it. Raises `SubjectMissing` for a debrief of nothing."""
    settings = program.settings
    return Sitting(
        case=case,
        format=format_,
        recogniser=choose_recogniser(program)[0],
        spoken_folder=program.home.spoken,
        speak_question=settings.speak_questions,
        voice=settings.voice or None,
        words_per_minute=settings.words_per_minute,
        microphone=settings.microphone or None,
        speaker=settings.speaker or None,
        strict=settings.strict,
        style=settings.style,
        seed=seed,
        time_calls=manners().time_calls if settings.time_calls else (),
        subject=newest_subject(program.archive, case.id) if format_.about == "rehearsal" else None,
    )


def continued_sitting(program: "Program", interruption: "Interruption") -> Sitting:
    """Return the sitting that goes on: the interview is the one that was cut off, the devices are today's.

    Raises `SubjectMissing` when the answer that a debrief was about is gone.
    """
    stood = interruption.stood
    sitting = new_sitting(program, interruption.case, interruption.format, stood.seed)
    return replace(sitting, strict=stood.strict, style=stood.style, continues=stood)
