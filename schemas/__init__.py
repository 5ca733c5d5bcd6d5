"""The data contract: what passes between stages and what lands in each table. Imports nothing of newsledger."""
