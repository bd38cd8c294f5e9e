"""Rule packs (办理规则包): deadlines, classes, grounds, forms. Versioned data; no rule of a place is in code."""
