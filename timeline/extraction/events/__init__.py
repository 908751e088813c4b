"""What happened, and when: the verbs and nouns of a text that tell an event, and the dates that belong to them."""

from timeline.extraction.events.tellings import Telling, among, find

__all__ = ["Telling", "among", "find"]
