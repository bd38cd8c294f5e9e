"""What types of the schema are made of: fields, ids, enums, pages, refusals, mutations."""
