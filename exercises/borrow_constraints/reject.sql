-- a book that is out is lent to a second reader
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 32, 'The Lost Harbour', 'Lena Grau', '2026-03-01', '2026-03-22', NULL);

-- a book that is out is lent once more to the reader who has it
INSERT INTO loans_flat VALUES
    (20, 9, 'Ines Sommer', 34, 'The Quiet River', 'Otto Frisch', '2026-03-01', '2026-03-22', NULL);

-- a book is due before it was borrowed
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 31, 'The Red River', 'Nia Bello', '2026-03-10', '2026-03-09', NULL);

-- a book comes back before it was borrowed
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 31, 'The Red River', 'Nia Bello', '2026-03-10', '2026-03-31', '2026-03-09');

-- two loans have one number
INSERT INTO loans_flat VALUES
    (1, 8, 'Ada Okoro', 31, 'The Red River', 'Nia Bello', '2026-03-10', '2026-03-31', NULL);

-- a loan without a day on which it is due
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 31, 'The Red River', 'Nia Bello', '2026-03-10', NULL, NULL);

-- a loan without a day on which the book was borrowed
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', 31, 'The Red River', 'Nia Bello', NULL, '2026-03-31', NULL);

-- a loan by nobody
INSERT INTO loans_flat VALUES
    (20, NULL, NULL, 31, 'The Red River', 'Nia Bello', '2026-03-10', '2026-03-31', NULL);

-- a loan of no book
INSERT INTO loans_flat VALUES
    (20, 8, 'Ada Okoro', NULL, NULL, NULL, '2026-03-10', '2026-03-31', NULL);
