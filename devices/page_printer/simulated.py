"""A printer whose paper is a folder: every sheet becomes a PDF file."""

from __future__ import annotations

import re
from pathlib import Path

from devices.page_printer.contract import FolderRefused, JobState, JobStatus, Printer

NAME = "另存为 PDF"


class SimulatedPagePrinter:
    """Saves what it is given as ``<title>.pdf``; the same title again becomes ``<title> (2).pdf``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def printers(self) -> tuple[Printer, ...]:
        """The one printer there is. Raises FolderRefused where a file lies in the place of its folder."""
        if self._folder.exists() and not self._folder.is_dir():
            raise FolderRefused(folder=self._folder.name)
        return (Printer(NAME, default=True, demo=True),)

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """Save the PDF once, however many sheets are asked for; the job's id is the file's name.

        Raises FolderRefused, and then leaves no half of a file.
        """
        try:
            return self._save(pdf, title)
        except OSError as error:
            raise FolderRefused(folder=self._folder.name) from error

    def status(self, job: str) -> JobStatus:
        """Done."""
        return JobStatus(JobState.DONE)

    def cancel(self, job: str) -> None:
        """Nothing is left to cancel."""

    def _save(self, pdf: bytes, title: str) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "_", title) or "document"
        path, number = self._folder / f"{name}.pdf", 1
        while path.exists():
            number += 1
            path = self._folder / f"{name} ({number}).pdf"
        fresh = path.with_suffix(".part")
        try:
            fresh.write_bytes(pdf)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        return path.name
