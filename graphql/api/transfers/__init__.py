"""Exchange as the API serves it: envelopes between governments, and the steps taken on them."""
