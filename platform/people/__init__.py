"""Units (单位), sections, accounts and the posts they hold; who may act, and as what."""
