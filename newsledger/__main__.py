"""`python -m newsledger` is `newsledger`."""

from newsledger.cli import main

main()
