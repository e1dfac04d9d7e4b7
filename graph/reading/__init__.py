"""Reads credits out of an article's text, each with the passage that states it. Pure."""
