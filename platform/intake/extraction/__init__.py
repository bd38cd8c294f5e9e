"""The process that opens a list: a child with limits of its own, since whoever sent the file may mean harm."""
