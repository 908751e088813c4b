"""iCalendar, RFC 5545, for calendars: with the properties of RFC 7986 for the calendar itself.

Days are DATEs, moments stand in UTC, or floating (section 3.3.5) where no zone is known. What has no end stands
at its start. Left out are entries whose start or end a calendar cannot hold: before AD 1, open, unknown.
"""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vText

from timeline.feeds import common_era, wording
from timeline.feeds.entries import Entry, Feed, Omission, Rendered, counted


def render(feed: Feed) -> Rendered:
    """A VCALENDAR with a VEVENT for each entry that has a place on a calendar."""
    unplaced = (Omission(entry.slug, why) for entry in feed.entries if (why := _unplaceable(entry)))
    omitted = (*unplaced, *feed.without_eras())
    left_out = {omission.slug for omission in omitted}
    calendar = _calendar(feed, counted(omitted))
    for entry in feed.entries:
        if entry.slug not in left_out:
            calendar.add_component(_event(feed, entry))
    return Rendered(calendar.to_ical(), omitted)


def _calendar(feed: Feed, omitted: int) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Timeline//Timeline API//EN")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(wording.one_line(feed.title)))
    if feed.description:
        calendar.add("description", vText(wording.clean(feed.description)))
    calendar.add("url", feed.page)
    calendar.add("last-modified", datetime.fromisoformat(feed.updated))
    calendar.add("x-timeline-omitted", vText(str(omitted)))
    return calendar


def _event(feed: Feed, entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.slug}@{urlsplit(feed.address).hostname or 'timeline'}")
    event.add("dtstamp", datetime.fromisoformat(feed.updated))
    for name, when in _bounds(entry):
        event.add(name, when)
    event.add("summary", vText(_summary(entry)))
    event.add("description", vText(wording.text(entry)))
    event.add("url", feed.link(entry))
    if tags := wording.tags(entry):
        event.add("categories", list(tags))
    _place(event, entry)
    event.add("status", "TENTATIVE" if entry.review == "DRAFT" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy because of history
    event.add("x-timeline-edtf", vText(entry.date.edtf), {"VALUE": "TEXT"})  # its commas are escaped
    return event


def _bounds(entry: Entry) -> list[tuple[str, date]]:
    """DTSTART and the DTEND that follows the last day; a moment takes no time (section 3.6.1)."""
    when = common_era.moment(entry.date)
    if when is not None:
        return [("dtstart", when)]
    first, last = common_era.first_day(entry.date), common_era.last_day(entry.date)
    starts = [("dtstart", first)] if first else []
    return [*starts, ("dtend", last + timedelta(days=1))] if last else [*starts]


def _summary(entry: Entry) -> str:
    """The label, with the date in words where the days of the calendar say more or less than is known."""
    label = wording.one_line(entry.label)
    plain = common_era.exact_day(entry.date) or common_era.moment(entry.date)
    return label if plain else f"{label} ({entry.date.display})"


def _place(event: Event, entry: Entry) -> None:
    if entry.place is None:
        return
    event.add("location", vText(wording.one_line(entry.place.name)))
    if entry.place.latitude is not None and entry.place.longitude is not None:
        event.add("geo", (entry.place.latitude, entry.place.longitude))


def _unplaceable(entry: Entry) -> str | None:
    """Why an entry has no place on a calendar."""
    if why := common_era.unplaceable(entry.date):
        return why
    if entry.date.latest is None:
        return None
    last = common_era.last_day(entry.date)
    return None if last and last < date.max else "it reaches beyond the year 9999"
