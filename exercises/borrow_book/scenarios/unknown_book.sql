-- There is no book 44.
DELETE FROM Books WHERE id = 44;
