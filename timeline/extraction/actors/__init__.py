"""Who is meant: names, offices, descriptions and pronouns of a text, and the actors they stand for."""

from timeline.extraction.actors.resolution import find, resolve

__all__ = ["find", "resolve"]
