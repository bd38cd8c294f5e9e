"""Building blocks of schema types: fields, ids, enums, pages, refusals, mutations."""
