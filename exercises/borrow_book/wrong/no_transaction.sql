-- There is no BEGIN: it works as long as nothing else belongs to it, and the task asks for a transaction.
-- Look at which word makes several statements one.
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23'
FROM Users AS u
CROSS JOIN Books AS b
WHERE u.id = 7
  AND b.id = 44
  AND NOT EXISTS (SELECT 1 FROM BorrowRecords AS r WHERE r.book_id = b.id AND r.returned_on IS NULL);
