"""From a raw article to a draft timeline: who said what, what happened when, each anchored and explained.

Rules and lists alone: no model, no network, the same answer every time, in time linear in the length of the text.
"""
