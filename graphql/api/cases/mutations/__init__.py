"""One small class per step of the procedure, in the order in which a case lives."""
