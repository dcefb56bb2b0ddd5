"""Who a session belongs to: the person comes with the appointments in force, by one statement."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from heyi.accounts import queries
from heyi.accounts.models import Person
from heyi.kernel.clock import now


class PersonBackend(ModelBackend):
    """Names and passwords are checked by Django's own; every request of the desk asks here who it is."""

    def get_user(self, user_id: Any) -> Person | None:
        """The active person; `held` is the standing, as it was read at this moment."""
        return queries.find_person(int(user_id), now())
