"""Fictional demo city: 云州市 with two districts and a county, three years of papers, all written by commands."""
