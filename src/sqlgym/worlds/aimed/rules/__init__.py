"""Rules: a tableau in, small databases worth trying out, each by the name of what is special about it."""
