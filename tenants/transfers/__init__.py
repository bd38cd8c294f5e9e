"""Exchange: one shared record for each matter that crosses from one government to another."""
