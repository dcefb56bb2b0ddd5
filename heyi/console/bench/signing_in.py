"""People of the bench: one for each unit that is needed, with a session as if they had signed in."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.utils.crypto import get_random_string

from heyi.accounts.codes import Role
from heyi.accounts.operations.founding import appoint_by_installation
from heyi.kernel.clock import now
from heyi.web.scope import scope

_BACKEND = "heyi.accounts.backends.PersonBackend"


def signed_in(unit_id: int) -> dict[str, str]:
    """The cookies of a person of the unit, made for this once."""
    at, name = now(), f"bench.{unit_id}"
    with scope("admin"):
        person, is_new = get_user_model().objects.get_or_create(
            username=name, defaults={"name": "承办人", "password": "!", "created_at": at}
        )
        if is_new:
            appoint_by_installation(person.pk, role=Role.HANDLER, unit_id=unit_id, at=at)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {
        settings.SESSION_COOKIE_NAME: session.session_key,
        settings.CSRF_COOKIE_NAME: get_random_string(32),
    }
