-- A book that is out is lent a second time.
-- Which loans keep a book from being borrowed?
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23'
FROM Users AS u
CROSS JOIN Books AS b
WHERE u.id = 7
  AND b.id = 44;
COMMIT;
