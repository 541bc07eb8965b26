"""Long work behind the pages of a server that has no `db_worker`: one task after the other, in a
thread of the server's own process."""

from __future__ import annotations

import logging
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import translation
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

REGISTRO = logging.getLogger(__name__)


class Obrero:
    """Does what it is given, in order; its thread starts with the first task of a process.

    The thread does not keep the process from ending: what was not finished then stays undone,
    and whoever asked for it sees that it was cut off (``Informe.se_corto``).
    """

    def __init__(self) -> None:
        self.cola: SimpleQueue[tuple[Hilo, TaskResult[Any]]] = SimpleQueue()
        self.cerrojo = Lock()
        self.hilo: Thread | None = None

    def encargar(self, motor: Hilo, tarea: TaskResult[Any]) -> None:
        self.cola.put((motor, tarea))
        with self.cerrojo:
            if self.hilo is None or not self.hilo.is_alive():  # a forked process has none yet
                self.hilo = Thread(target=self.trabajar, name="tareas", daemon=True)
                self.hilo.start()

    def trabajar(self) -> None:
        while True:
            motor, tarea = self.cola.get()
            try:
                with translation.override(settings.LANGUAGE_CODE):
                    motor.hacer(tarea)
            except BaseException:
                REGISTRO.exception("task %s could not be run", tarea.task.name)
            finally:
                connections.close_all()


OBRERO = Obrero()
"""One for the process: Django makes a backend for each thread that asks for one."""


class Hilo(ImmediateBackend):
    """`TASKS=hilo`: whoever asks goes on at once."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        pedido: dict[str, Any] = {
            "task": task, "id": get_random_id(), "status": TaskResultStatus.READY,
            "enqueued_at": None, "started_at": None, "last_attempted_at": None,
            "finished_at": None, "args": args, "kwargs": kwargs, "backend": self.alias,
        }  # fmt: skip
        tarea: TaskResult[Any] = TaskResult(**pedido, errors=[], worker_ids=[])
        OBRERO.encargar(self, tarea)
        return tarea

    def hacer(self, tarea: TaskResult[Any]) -> None:
        """Runs it; what goes wrong in it is told by django-tasks' own log."""
        self._execute_task(tarea)
