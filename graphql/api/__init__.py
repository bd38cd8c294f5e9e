"""GraphQL API of one deployment: a folder per noun, joined in ``schema``; rules stay in the inner rings."""
