"""Course files in, databases and what references return on them, out: datasets, copies, references, assumptions."""
