"""Jobs that a journey asks for, by name: enqueued in the transaction that gives them their reason."""

from procrastinate.contrib.django import app

MEND_REACH = "heyi.journeys.tasks.mend_reach"


def mend_reach_later(unit_id: int) -> None:
    """Let the worker mend the reach of a unit's matters; a rollback takes the job with it."""
    app.configure_task(MEND_REACH, lock=f"reach:{unit_id}").defer(unit_id=unit_id)
