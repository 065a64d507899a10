-- Book 44 is out.
INSERT INTO BorrowRecords VALUES (9100, 31, 44, '2026-02-20', '2026-03-13', NULL);
