"""The stages, in data order: read, clean, annotate, extract, validate. Pure functions; nothing here knows Prefect or the warehouse."""
