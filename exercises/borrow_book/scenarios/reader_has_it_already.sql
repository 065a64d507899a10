-- Reader 7 has book 44 already.
INSERT INTO BorrowRecords VALUES (9100, 7, 44, '2026-02-20', '2026-03-13', NULL);
