-- a book that came back is lent again
INSERT INTO loans_flat VALUES
    (20, 10, 'Ben Petit', 31, 'The Red River', 'Nia Bello', '2026-03-01', '2026-03-22', NULL);

-- a reader who has a book borrows another one on the same day
INSERT INTO loans_flat VALUES
    (20, 7, 'Ines Sommer', 33, 'The Lost Harbour', 'Otto Frisch', '2026-01-21', '2026-02-11', NULL);

-- a reader borrows a book again that they had before
INSERT INTO loans_flat VALUES
    (20, 7, 'Ines Sommer', 31, 'The Red River', 'Nia Bello', '2026-03-01', '2026-03-22', NULL);

-- a book is lent twice on one day, and comes back both times on that day
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 35, 'The Quiet River', 'Otto Frisch', '2026-03-01', '2026-03-22', '2026-03-01'),
    (21, 7, 'Ines Sommer', 35, 'The Quiet River', 'Otto Frisch', '2026-03-01', '2026-03-22', '2026-03-01');

-- a book comes back long after it was due
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 35, 'The Quiet River', 'Otto Frisch', '2025-01-07', '2025-01-28', '2026-01-02');

-- a book is due on the day on which it is borrowed
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 31, 'The Red River', 'Nia Bello', '2026-03-01', '2026-03-01', NULL);

-- a new reader with a name that another one has borrows a new copy of a book
INSERT INTO loans_flat VALUES
    (20, 11, 'Ada Okoro', 36, 'The Quiet River', 'Otto Frisch', '2026-03-01', '2026-03-22', NULL);
