"""The print spool: what was issued reaches paper, sooner or later, and once.

All of it runs in the lane ``printer``, one job after another. A printer in trouble gets a short grace,
then the job is taken back and waits here: it is tried again after a pause, or at once when the clerk says
so, or on another printer. A job is given out anew only when the print system has let go of the old one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from app.core.clock import Clock, from_text, to_text
from app.db.store import Store
from app.documents.model import PrintJob, SpoolState
from app.documents.queries import due_jobs, job_of, pdf_of
from app.documents.service import save_job
from app.peripherals.errors import told_to_people
from devices.errors import DeviceError, DeviceTimeout
from devices.page_printer.contract import JobState, JobUnknown, PagePrinter

LANE = "printer"
GRACE = timedelta(seconds=8)
"""How long a printer may be in trouble before its job is taken back."""
PATIENCE = timedelta(seconds=120)
"""How long a job may take without any trouble being reported."""
POLL_S = 0.5
_PAUSES = (15, 30, 60, 300)
INTERRUPTED = "printer.interrupted"
_ENDED = {
    JobState.DONE: (SpoolState.DONE, ""),
    JobState.CANCELLED: (SpoolState.FAILED, "printer.job_cancelled"),
    JobState.FAILED: (SpoolState.FAILED, "printer.job_failed"),
}


class _Watch(Struct, frozen=True):
    """What was seen of a job so far: when watching began, since when what is in the way."""

    began: str
    trouble: str = ""
    since: str = ""


class PrintSpool:
    """Takes print jobs to a printer. ``pause`` waits that many seconds (``threading.Event().wait``).

    ``slips``: it looks after the slips of a ticket printer, otherwise after pages.
    """

    def __init__(
        self,
        store: Store,
        hall_id: str,
        printer: PagePrinter,
        clock: Clock,
        pause: Callable[[float], object],
        *,
        slips: bool = False,
    ) -> None:
        self._store = store
        self._hall_id = hall_id
        self._printer = printer
        self._clock = clock
        self._pause = pause
        self._slips = slips

    def send(self, job_id: str) -> PrintJob:
        """Print a job now, whatever it waited for; returns how it stands afterwards.

        DONE, or WAITING with the code of what is in the way and the next try, or FAILED with the code of
        what a person must see to. Trouble with the printer is never raised. Raises
        RuleViolation("document.job_unknown"), StorageError.
        """
        job = self._read(job_id)
        if job.state is SpoolState.DONE:
            return job
        if job.state is SpoolState.PRINTING and not job.device_job:
            # The program stopped between handing over and noting it: printing again is a person's decision.
            return self._end(job, SpoolState.FAILED, INTERRUPTED)
        if not job.device_job:
            job = self._hand_over(job)
        return self._watch(job) if job.device_job else job

    def send_due(self) -> list[PrintJob]:
        """Print what is due by itself: at the start of the program and then every few seconds."""
        now = self._clock.now()
        latest = now + timedelta(seconds=max(_PAUSES))
        with self._store.read() as conn:
            due = due_jobs(conn, self._hall_id, to_text(now), to_text(latest), slips=self._slips)
        return [self.send(job.id) for job in due]

    def send_to(self, job_id: str, printer: str) -> PrintJob:
        """Print a job on another printer.

        Raises PeripheralError when the print system does not let go of it: it might come out twice.
        """
        job = self._read(job_id)
        if job.device_job:
            with told_to_people():
                printed = self._let_go(job)
            if printed:
                return self._end(job, SpoolState.DONE, "")
        if job.state is SpoolState.DONE:
            return job
        self._save(replace(job, printer=printer, device_job="", state=SpoolState.WAITING))
        return self.send(job_id)

    def _hand_over(self, job: PrintJob) -> PrintJob:
        job = self._save(replace(job, state=SpoolState.PRINTING, reason="", attempts=job.attempts + 1))
        with self._store.read() as conn:
            pdf = pdf_of(conn, self._hall_id, job.id)
        try:
            device_job = self._printer.submit(pdf, job.title, job.printer, job.sheets)
        except DeviceTimeout:
            return self._end(job, SpoolState.FAILED, INTERRUPTED)
        except DeviceError as error:
            return self._wait(job, error.code)
        return self._save(replace(job, device_job=device_job))

    def _watch(self, job: PrintJob) -> PrintJob:
        seen = _Watch(to_text(self._clock.now()))
        while True:
            ended, reason = self._look(job)
            if ended:
                return self._end(job, ended, reason)
            seen = _seen(seen, reason, to_text(self._clock.now()))
            if tired := self._tired_of(seen):
                return self._take_back(job, tired)
            self._pause(POLL_S)

    def _look(self, job: PrintJob) -> tuple[SpoolState | None, str]:
        """What the job ended as, and the code of what is in its way."""
        try:
            status = self._printer.status(job.device_job)
        except JobUnknown as error:
            return SpoolState.FAILED, error.code
        except DeviceError as error:
            return None, error.code
        if status.state in _ENDED:
            return _ENDED[status.state]
        return None, f"printer.{status.troubles[0]}" if status.troubles else ""

    def _tired_of(self, seen: _Watch) -> str:
        # Counted either way: a clock set back must not hold up the lane until it has caught up.
        now = self._clock.now()
        if seen.trouble and abs(now - from_text(seen.since)) >= GRACE:
            return seen.trouble
        return "printer.no_answer" if abs(now - from_text(seen.began)) >= PATIENCE else ""

    def _take_back(self, job: PrintJob, reason: str) -> PrintJob:
        """Cancel at the printer; while that cannot be done the job stays its own and is looked at again."""
        try:
            printed = self._let_go(job)
        except DeviceError:
            return self._wait(job, reason)
        if printed:
            return self._end(job, SpoolState.DONE, "")
        return self._wait(replace(job, device_job=""), reason)

    def _let_go(self, job: PrintJob) -> bool:
        """Make the print system drop a job; true when it was on paper already. Raises DeviceError."""
        self._printer.cancel(job.device_job)
        return self._printer.status(job.device_job).state is JobState.DONE

    def _end(self, job: PrintJob, state: SpoolState, reason: str) -> PrintJob:
        return self._save(replace(job, state=state, reason=reason, device_job=""))

    def _wait(self, job: PrintJob, reason: str) -> PrintJob:
        pause = _PAUSES[min(job.attempts, len(_PAUSES)) - 1]
        again = to_text(self._clock.now() + timedelta(seconds=pause))
        return self._save(replace(job, state=SpoolState.WAITING, reason=reason, next_try_at=again))

    def _read(self, job_id: str) -> PrintJob:
        with self._store.read() as conn:
            return job_of(conn, self._hall_id, job_id)

    def _save(self, job: PrintJob) -> PrintJob:
        self._store.transact(lambda conn: save_job(conn, self._hall_id, job))
        return job


def _seen(before: _Watch, trouble: str, now: str) -> _Watch:
    same = trouble == before.trouble
    return replace(before, trouble=trouble, since=before.since if same else now)
