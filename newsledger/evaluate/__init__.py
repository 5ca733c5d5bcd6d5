"""Measuring on annotated data that the user has: `newsledger evaluate articles`, `newsledger evaluate quotes`."""
