"""Codes of deadlines: units of a limit, and the lines that explain a due instant."""

from enum import StrEnum


class LimitUnit(StrEnum):
    """What a limit counts. Hours run by the clock, working hours while the office serves; days end with the day.

    Months and years end on the day that corresponds to the one on which they begin (民法典 §202).
    """

    HOURS = "HOURS"
    DAYS = "DAYS"
    WORKING_DAYS = "WORKING_DAYS"
    WORKING_HOURS = "WORKING_HOURS"
    MONTHS = "MONTHS"
    YEARS = "YEARS"


class LineCode(StrEnum):
    """One step of the reckoning, as it is told to people."""

    STARTS = "STARTS"
    EXTENDED = "EXTENDED"
    CALENDAR = "CALENDAR"
    EARLY = "EARLY"
    OPENING_HOURS = "OPENING_HOURS"
    HOURS_RUN = "HOURS_RUN"
    WORKING_HOURS_RUN = "WORKING_HOURS_RUN"
    FIRST_DAY = "FIRST_DAY"
    DAYS_COUNTED = "DAYS_COUNTED"
    WORKING_COUNTED = "WORKING_COUNTED"
    CORRESPONDING_DAY = "CORRESPONDING_DAY"
    LAST_OF_MONTH = "LAST_OF_MONTH"
    WEEKENDS = "WEEKENDS"
    FESTIVAL = "FESTIVAL"
    FESTIVAL_DAY = "FESTIVAL_DAY"
    MAKEUP = "MAKEUP"
    MORE_DAYS = "MORE_DAYS"
    STILL = "STILL"
    STILL_DAYS = "STILL_DAYS"
    STILL_OPEN = "STILL_OPEN"
    ROLLED_WEEKEND = "ROLLED_WEEKEND"
    ROLLED_FESTIVAL = "ROLLED_FESTIVAL"
    WORKED = "WORKED"
    DUE_DAY = "DUE_DAY"
    DUE_CLOSING = "DUE_CLOSING"
    DUE_INSTANT = "DUE_INSTANT"
    PROVISIONAL = "PROVISIONAL"
