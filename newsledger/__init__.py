"""The command line of newsledger."""
