"""A learner's own folder: the workspace, and watching it."""
