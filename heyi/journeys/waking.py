"""Jobs that a journey asks for, by name."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

MEND_REACH = "heyi.journeys.tasks.mend_reach"
DELIVER = "heyi.journeys.tasks.deliver"
TRY_RULES = "heyi.journeys.tasks.try_rules"
LEARN = "heyi.journeys.tasks.learn"
PAPERS = "heyi.journeys.tasks.papers"
BIND = "heyi.journeys.tasks.bind"


def mend_reach_later(unit_id: int) -> None:
    """Let the worker mend the reach of a unit's matters; a rollback takes the job with it."""
    app.configure_task(MEND_REACH, lock=f"reach:{unit_id}").defer(unit_id=unit_id)


def try_rules_later(trial_id: int) -> None:
    """Let the worker try a draft on past matters; a rollback takes the job with it."""
    app.configure_task(TRY_RULES).defer(trial_id=trial_id)


def learn_later(model_id: int) -> None:
    """Let the worker learn from closed matters; a rollback takes the job with it."""
    app.configure_task(LEARN).defer(model_id=model_id)


def deliver_later() -> None:
    """Let the worker carry what is queued, once this transaction is committed; a rollback wakes nobody."""
    transaction.on_commit(lambda: _defer(DELIVER), robust=True)  # cron carries what nobody was woken for


def make_papers_later() -> None:
    """Let the worker make and seal the papers of agreements, once this transaction is committed."""
    transaction.on_commit(lambda: _defer(PAPERS), robust=True)  # cron makes what nobody was woken for


def bind_later() -> None:
    """Let the worker bind the case files that were asked for, once this transaction is committed."""
    transaction.on_commit(lambda: _defer(BIND), robust=True)  # cron binds what nobody was woken for


def _defer(task: str) -> None:
    try:
        app.configure_task(task, lock=task, queueing_lock=task).defer()
    except AlreadyEnqueued:
        return  # a job that has not begun yet will see it
