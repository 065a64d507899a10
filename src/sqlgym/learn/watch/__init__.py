"""`sqlgym watch`: the next exercise on the screen, checked whenever its file is saved, with keys for the rest."""
