-- The number of loans is not the highest id: where numbers have gaps, this id is taken already, or too low.
-- Ask for the highest.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COUNT(*) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23'
FROM Users AS u
CROSS JOIN Books AS b
WHERE u.id = 7
  AND b.id = 44
  AND NOT EXISTS (SELECT 1 FROM BorrowRecords AS r WHERE r.book_id = b.id AND r.returned_on IS NULL);
COMMIT;
