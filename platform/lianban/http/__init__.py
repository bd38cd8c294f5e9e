"""HTTP before and around Django: gate, headers, static files, protocol limits."""
