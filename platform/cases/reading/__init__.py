"""Reading cases: what an actor sees, the tabs of the work list, duties, similar titles."""
