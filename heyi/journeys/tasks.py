"""Jobs: procrastinate wakes and schedules, the journal is the queue. Three lines each."""

import time

from procrastinate.contrib.django import app

from heyi.journal.operations import EVERY_SECONDS, TASK
from heyi.journeys import (
    delivering,
    exhibits,
    files,
    learning,
    mediating,
    noticing_outside,
    on_site,
    papering,
    reactions,
    sweeping,
    trying_rules,
    weighing,
)
from heyi.journeys.waking import BIND, DELIVER, LEARN, MEND_REACH, PAPERS, TRY_RULES
from heyi.kernel.clock import now

SCAN = "heyi.journeys.tasks.scan"
STAMP = "heyi.journeys.tasks.stamp"
SWEEP = "heyi.journeys.tasks.sweep"
REMIND = "heyi.journeys.tasks.remind"


@app.periodic(cron="* * * * *")
@app.task(name=TASK, queueing_lock=TASK)
def react(timestamp: int = 0) -> None:  # noqa: ARG001 - cron tells its time
    """Consume the journal until quiet, and once more: wakes within EVERY_SECONDS of the first were dropped."""
    reactions.react_until_settled(now=now, pause=lambda: time.sleep(EVERY_SECONDS))


@app.periodic(cron="* * * * *")
@app.task(name=DELIVER, lock=DELIVER, queueing_lock=DELIVER)  # one at a time: the other threads stay free
def deliver(timestamp: int = 0) -> None:  # noqa: ARG001 - cron tells its time
    """Carry what is due; woken by what queues it, and every minute for what is to be tried again or has waited."""
    noticing_outside.release_held(now=now)
    delivering.deliver_due(now=now)


@app.periodic(cron="* * * * *")
@app.task(name=SWEEP, lock=SWEEP, queueing_lock=SWEEP)  # one at a time is enough; two would do no harm
def sweep(timestamp: int = 0) -> None:  # noqa: ARG001 - cron tells its time
    """Let clocks speak that are nearly due, overdue, three times late."""
    sweeping.sweep(now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(name=REMIND, lock=REMIND, queueing_lock=REMIND)
def remind(timestamp: int) -> None:  # noqa: ARG001 - cron tells its time
    """Remind parties that are silent, and who owes under an agreement; end what was not confirmed on site in time."""
    mediating.remind_parties(now=now)
    on_site.lapse_silent(now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name=PAPERS, lock=PAPERS, queueing_lock=PAPERS)  # one at a time: setting a paper takes a core
def papers(timestamp: int = 0) -> None:  # noqa: ARG001 - cron tells its time
    """Make the papers of agreements that bind, and put the seals that are still missing."""
    papering.make_papers(now=now)


@app.periodic(cron="*/2 * * * *")
@app.task(name=BIND, lock=BIND, queueing_lock=BIND)  # one at a time: drawing pages takes every core
def bind(timestamp: int = 0) -> None:  # noqa: ARG001 - cron tells its time
    """Bind the case files that were asked for."""
    papering.bind_asked(now=now)


@app.task(name=MEND_REACH)
def mend_reach(unit_id: int) -> None:
    """A unit was moved under another."""
    reactions.mend_reach_of_line(unit_id, now=now)


@app.task(name=TRY_RULES)  # no lock: a worker that was killed blocks no later trial
def try_rules(trial_id: int) -> None:
    """Somebody wants to know what a draft of the rules would change."""
    trying_rules.try_rules(trial_id, now=now)


@app.task(name=LEARN)  # no lock: a worker that was killed blocks no later learning
def learn(model_id: int) -> None:
    """Somebody wants to know what closed matters teach, or enough were closed."""
    learning.learn(model_id, now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name=SCAN, lock=SCAN, queueing_lock=SCAN)  # one at a time: the scanner is one as well
def scan(timestamp: int) -> None:  # noqa: ARG001 - cron tells its time
    """Have looked at for viruses what nobody has looked at."""
    files.scan_unscanned(now=now)


@app.periodic(cron="* * * * *")
@app.task(name=STAMP, lock=STAMP, queueing_lock=STAMP)  # one at a time: the authority is one as well
def stamp(timestamp: int = 0) -> None:  # noqa: ARG001 - cron tells its time
    """Ask for the time stamps that exhibits wait for."""
    exhibits.stamp_waiting(now=now)


@app.periodic(cron="17 2 * * *")
@app.task(name="heyi.journeys.tasks.nightly", queueing_lock="heyi.journeys.tasks.nightly")
def nightly(timestamp: int) -> None:  # noqa: ARG001 - cron tells its time
    """Forget marks, drafts and notices in time; reckon clocks by a new calendar; forget what is gone; learn."""
    from heyi.journeys.citing import learn_of_confirmed_articles  # noqa: PLC0415  # slow: numpy, once a night

    reactions.forget_marks(now=now)
    reactions.forget_drafts(now=now)
    reactions.forget_notices(now=now)
    reactions.reckon_outdated_clocks(now=now)
    trying_rules.forget_trials()
    files.forget_loose_files(now=now)
    files.erase_keys_of_the_gone(now=now)
    learn_of_confirmed_articles()
    learning.learn_in_time(now=now)
    weighing.learn_of_judged_pairs(now=now)
