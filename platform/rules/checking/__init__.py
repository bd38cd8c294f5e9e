"""Reading and checking of rule packs written by people."""
