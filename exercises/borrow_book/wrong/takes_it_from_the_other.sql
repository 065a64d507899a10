-- If the book is out, this writes that it came back today, though somebody still reads it.
-- Other loans stay as they are.
BEGIN TRANSACTION;
UPDATE BorrowRecords SET returned_on = '2026-03-02' WHERE book_id = 44 AND returned_on IS NULL;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23'
FROM Users AS u
CROSS JOIN Books AS b
WHERE u.id = 7
  AND b.id = 44;
COMMIT;
