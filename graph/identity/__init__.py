"""Decides which mentions are the same person, film or company, and says why. Pure."""
