"""Procedure: steps as rows of one table, who may take them, what they ask for, what they wait for."""
