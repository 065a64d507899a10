"""What a learner may see of a verdict, by the level that the course sets."""
