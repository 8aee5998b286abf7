"""Work of many pieces that do not know each other: in this process, on several cores, or on a Dask cluster.

No result depends on where or in which order the pieces are done.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any

from acuerdo import __version__
from acuerdo.agreement.faults import Refused
from acuerdo.simulate.sweeping.kept import Kept, Result

Piece = Callable[[Any], Result]
Say = Callable[[int, int], None]
"""Told how many of how many pieces are done."""
PATIENCE = 15
"""Seconds within which a scheduler must answer."""
AHEAD = 2
"""Pieces at hand for each worker, so that none waits for the next."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work(
    piece: Piece, tasks: Mapping[str, Any], kept: Kept, at_once: int, dask: str | None, say: Say
) -> dict[str, Result]:
    """Do what is not done yet, and keep each result as it ends.

    Args:
        piece: makes a result of a task; at the top of a module, so that other processes find it.
        tasks: by the name under which each result is kept.
        at_once: processes; 1 works in this one.
        dask: address of a scheduler, instead of processes here.

    Returns:
        All results in the order of `tasks`, as they are kept.

    Raises:
        Refused: no scheduler answers, its workers have another version, or a process was killed.
    """
    missing = {name: task for name, task in tasks.items() if kept.get(name) is None}
    done = len(tasks) - len(missing)
    say(done, len(tasks))
    for name, result in _results(piece, missing, min(at_once, len(missing)), dask):
        kept.put(name, result)
        done += 1
        say(done, len(tasks))
    return {name: kept.get(name) or {} for name in tasks}


def _results(
    piece: Piece, tasks: Mapping[str, Any], at_once: int, dask: str | None
) -> Iterator[tuple[str, Result]]:
    if not tasks:
        return
    if at_once == 1 and not dask:
        yield from ((name, piece(task)) for name, task in tasks.items())
        return
    with _cluster(dask) if dask else _processes(at_once) as (executor, workers):
        try:
            yield from _ended(executor, piece, tasks, AHEAD * workers)
        except BrokenExecutor:
            raise Refused(
                "a process was killed, most likely for want of memory\n"
                "  hint: give the command again with fewer --cores: it goes on where it was"
            ) from None


def _ended(
    executor: Executor, piece: Piece, tasks: Mapping[str, Any], at_hand: int
) -> Iterator[tuple[str, Result]]:
    waiting = iter(tasks.items())
    running: dict[Future[Result], str] = {}
    while True:
        for name, task in islice(waiting, at_hand - len(running)):
            running[executor.submit(piece, task)] = name
        if not running:
            return
        for each in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(each), each.result()


@contextmanager
def _processes(number: int) -> Iterator[tuple[Executor, int]]:
    executor = ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield executor, number
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _begin() -> None:
    """Use one core, and end with the process that began this one, however that ends."""
    os.environ["NUMBA_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def follow() -> None:
        parent = parent_process()
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    if not find_spec("distributed"):
        raise Refused(
            "--dask needs the package distributed\n  hint: install acuerdo[dask] here and on every worker"
        )
    from distributed import Client  # noqa: PLC0415

    dask: Any = Client  # its own functions have no types

    try:
        client = dask(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        said = str(error).partition("\n")[0]
        raise Refused(f"no Dask scheduler answers at {address}: {said}\n  hint: {START}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise Refused(f"the scheduler at {address} has no worker\n  hint: {START}") from None
        _of_one_version(client.run(version, on_error="return"))
        yield client.get_executor(pure=False), max(sum(client.nthreads().values()), 1)


START = "dask scheduler, then dask worker ADDRESS --nthreads 1 --nworkers auto, where acuerdo is installed"


def version() -> str:
    """The version of this program where it is asked."""
    return __version__


def _of_one_version(found: Mapping[str, object]) -> None:
    others = [f"{worker}: {said}" for worker, said in found.items() if said != __version__]
    if others:
        raise Refused(f"every worker needs acuerdo {__version__}, found {', '.join(others)}")
