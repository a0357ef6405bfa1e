import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from desktop.ui.cancelled import Cancelled
from desktop.ui.task import Tasks


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[Any] = []
        self.threads: list[QThread] = []

    @Slot(object)
    def take(self, result: object) -> None:
        self.got.append(result)
        self.threads.append(QThread.currentThread())

    @Slot(Exception)
    def take_error(self, error: Exception) -> None:
        self.got.append(error)


@pytest.fixture
def receiver(qapp: object) -> Receiver:
    return Receiver()


def test_the_result_arrives_in_the_gui_thread(receiver: Receiver, qtbot: QtBot) -> None:
    where: list[int] = []

    def work(_stop_asked: Callable[[], bool]) -> int:
        where.append(threading.get_ident())
        return 42

    tasks = Tasks()
    with qtbot.waitSignal(tasks.start(work, receiver.take, receiver.take_error).done):
        pass
    assert receiver.got == [42]
    assert receiver.threads == [receiver.thread()]
    assert where != [threading.get_ident()]


def test_an_exception_is_carried_over(receiver: Receiver, qtbot: QtBot) -> None:
    def work(_stop_asked: Callable[[], bool]) -> None:
        raise ValueError("broken")

    tasks = Tasks()
    with qtbot.waitSignal(tasks.start(work, receiver.take, receiver.take_error).failed):
        pass
    assert [str(error) for error in receiver.got] == ["broken"]


def test_cancelled_work_tells_neither_result_nor_error(receiver: Receiver, qtbot: QtBot) -> None:
    begun, continues = threading.Event(), threading.Event()

    def work(stop_asked: Callable[[], bool]) -> None:
        begun.set()
        continues.wait(5)
        if stop_asked():
            raise Cancelled

    tasks = Tasks()
    task = tasks.start(work, receiver.take, receiver.take_error)
    assert begun.wait(5)
    task.cancel()
    with qtbot.waitSignal(task.cancelled):
        continues.set()
    assert receiver.got == []


def test_closing_waits_for_what_runs(receiver: Receiver) -> None:
    ended = []

    def work(stop_asked: Callable[[], bool]) -> None:
        while not stop_asked():
            pass
        ended.append(True)

    tasks = Tasks()
    tasks.start(work, receiver.take, receiver.take_error)
    tasks.close()
    assert ended in ([True], [])
    assert tasks._pool.activeThreadCount() == 0
