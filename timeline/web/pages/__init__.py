"""Our own pages, for people: made of answers of the API on the server, whole without a script.

``site`` routes them, each page asks and arranges in a file of its own, ``layout`` fills the templates.
"""

from timeline.web.pages.site import Site

__all__ = ["Site"]
