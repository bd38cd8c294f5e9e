"""Due days of running cases: set, counted again, previewed."""
