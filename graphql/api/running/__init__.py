"""Running one question: from its text to the bytes of its answer, within limits."""
