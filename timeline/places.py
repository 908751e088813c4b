"""Conditions on the place of an event."""

from math import cos, pi

from sqlalchemy import FromClause, and_, func, or_

from timeline.conditions import Condition, Parameter


def inside(table: FromClause, south: Parameter, north: Parameter, west: Parameter, east: Parameter) -> Condition:
    """That the place lies in a box of degrees, which crosses the 180th meridian where it ends west of its beginning."""
    longitude = table.c.longitude
    between = or_(
        and_(west <= east, longitude >= west, longitude <= east),
        and_(west > east, or_(longitude >= west, longitude <= east)),
    )
    return and_(table.c.latitude >= south, table.c.latitude <= north, between)


EARTH_RADIUS = 6371.0088
"""Mean radius of the earth in kilometres (IUGG)."""


def cosine(kilometres: float) -> float:
    """The cosine of the angle that a distance along the ground stands for; beyond half round there is nothing."""
    return cos(min(kilometres / EARTH_RADIUS, pi)) - 1e-13  # as much as rounding may cost, less than three metres


def near(table: FromClause, latitude: Parameter, longitude: Parameter, cosine: Parameter) -> Condition:
    """That the place lies within a distance along the ground, by its :func:`cosine`: the law of cosines."""
    here, there = func.radians(table.c.latitude), func.radians(latitude)
    turn = func.radians(table.c.longitude - longitude)
    return func.sin(here) * func.sin(there) + func.cos(here) * func.cos(there) * func.cos(turn) >= cosine
