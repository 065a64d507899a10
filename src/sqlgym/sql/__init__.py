"""What a text of SQL says, whatever engine it is for: verbs, constants, readings."""
