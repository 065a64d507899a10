"""What scripts leave behind: states of a database, how two of them differ, and scripts on small databases."""
