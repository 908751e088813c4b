"""Timelines: dated events and statements, anchored to the exact words of their sources."""
