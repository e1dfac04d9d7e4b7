"""Reads the outside: files, folders, pages, feeds and tables become articles or statements."""
