-- Book 44 was borrowed and came back.
INSERT INTO BorrowRecords VALUES (9100, 31, 44, '2026-01-20', '2026-02-10', '2026-02-01');
