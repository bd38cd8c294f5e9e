"""Rule packs and due days in words: explanations, comparisons, forms."""
