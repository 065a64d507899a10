"""Course files in, databases and what references return on them, out: datasets, copies, references, assumptions.

Datasets come from dataset_cache; only what is missing there is built, by the modules that import an engine's driver
(build, populate, materialise).
"""
