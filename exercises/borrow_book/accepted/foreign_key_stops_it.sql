-- Idea: an unknown reader is stopped by the foreign key; the error undoes the transaction.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), 7, b.id, '2026-03-02', '2026-03-23'
FROM Books AS b
WHERE b.id = 44
  AND NOT EXISTS (SELECT 1 FROM BorrowRecords AS r WHERE r.book_id = b.id AND r.returned_on IS NULL);
COMMIT;
