-- Three questions and the row itself in one statement: what it asks is still true when it writes.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), 7, 44, '2026-03-02', '2026-03-23'
WHERE EXISTS (SELECT 1 FROM Users WHERE id = 7)
  AND EXISTS (SELECT 1 FROM Books WHERE id = 44)
  AND NOT EXISTS (SELECT 1 FROM BorrowRecords WHERE book_id = 44 AND returned_on IS NULL);
COMMIT;
