"""Words and value objects that every app shares: actor, refusal, clock, working days, numbers. No models."""
