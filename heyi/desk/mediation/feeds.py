"""A mediator's own sessions for calendar programs (RFC 5545): times, place and number, by a secret address.

Whoever has the address reads it without signing in. So no party is named in it, and it shows what the person may see
today: who has left the unit, sees nothing.
"""

from datetime import datetime, timedelta

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from heyi.accounts.access import standing
from heyi.desk.doors import DeskRequest, in_its_own_scopes
from heyi.kernel.clock import now
from heyi.mediation.access import Booked, person_of_feed, sessions_of_mediator
from heyi.mediation.codes import MEETING_WORDS
from heyi.web.scope import scope

BACK, AHEAD = timedelta(days=60), timedelta(days=365)
_STATUS = {"PLANNED": "CONFIRMED", "HELD": "CONFIRMED", "CALLED_OFF": "CANCELLED"}


@require_safe
@in_its_own_scopes
def feed(_request: DeskRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret; 404 for one that was renewed or never was."""
    at = now()
    person_id = person_of_feed(secret)
    person = None if person_id is None else standing(person_id, at)
    if person is None or not person.units:
        raise Http404
    with scope("desk", units=person.units, source=f"calendar:{person.person_id}"):
        booked = sessions_of_mediator(person.person_id, start=at - BACK, end=at + AHEAD)
    with override(person.language):
        body = calendar_of(booked, at)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mediation.ics"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response


def calendar_of(booked: tuple[Booked, ...], at: datetime) -> bytes:
    """The sessions as iCalendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Heyi//mediation//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", gettext("我的调解"))
    for each in booked:
        calendar.add_component(_event(each, at))
    return bytes(calendar.to_ical())


def _event(each: Booked, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{each.session_id}@heyi")
    event.add("dtstamp", at)
    event.add("dtstart", each.starts_at)
    event.add("dtend", each.ends_at)
    event.add("summary", f"{gettext(MEETING_WORDS[each.meeting])} {each.number}")
    event.add("location", each.place)
    event.add("status", _STATUS[each.state])
    return event
