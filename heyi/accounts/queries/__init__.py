"""Reads of people, appointments and duty."""

from heyi.accounts.queries.people import (
    appointments_listed,
    find_person,
    find_standing,
    held_terms,
    in_force,
    people_named,
    roles_of_unit,
    standings_of,
    term_of,
    usable_link,
    with_second_step,
)

__all__ = [
    "appointments_listed",
    "find_person",
    "find_standing",
    "held_terms",
    "in_force",
    "people_named",
    "roles_of_unit",
    "standings_of",
    "term_of",
    "usable_link",
    "with_second_step",
]
