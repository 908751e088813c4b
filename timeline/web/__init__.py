"""The HTTP door: one file for each page, and one for each thing a request passes on its way."""
