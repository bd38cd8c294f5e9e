"""Reading rows for resolvers: by visibility filter, for siblings together."""
