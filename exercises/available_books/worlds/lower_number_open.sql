-- Of two loans of a book the one with the lower number is still open.
INSERT INTO Users VALUES (1, 'Ada'), (2, 'Ben');
INSERT INTO Books VALUES
    (1, 'The Broken Key', 'Sam Reed'), (2, 'The Golden Garden', 'Nia Bello'), (3, 'The Golden House', 'Sam Reed'),
    (4, 'The Last Island', 'Lena Grau'), (5, 'The Last Letter', 'Mara Lind'), (6, 'The Open Road', 'Yuki Sato'),
    (7, 'The Red Train', 'Tom Avery');
INSERT INTO BorrowRecords VALUES
    (1, 1, 6, '2026-02-20', '2026-03-13', NULL),
    (2, 2, 6, '2026-01-05', '2026-01-26', '2026-01-20');
