-- Idea: write the loan, and take it back in the same transaction if the book was out.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23'
FROM Users AS u JOIN Books AS b ON u.id = 7 AND b.id = 44;
DELETE FROM BorrowRecords
WHERE id = (SELECT MAX(id) FROM BorrowRecords)
  AND user_id = 7
  AND book_id = 44
  AND returned_on IS NULL
  AND 1 < (SELECT COUNT(*) FROM BorrowRecords WHERE book_id = 44 AND returned_on IS NULL);
COMMIT;
