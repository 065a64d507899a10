"""A result against what is right: whether they are equal, why not, and the rows that show it; no database in here."""
