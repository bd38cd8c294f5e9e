"""Cases: suggestions and proposals, and everything that happens to them between filing and closing."""
