-- A book that somebody has borrowed once can never be borrowed again.
-- A loan that came back keeps nobody from it.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23'
FROM Users AS u
CROSS JOIN Books AS b
WHERE u.id = 7
  AND b.id = 44
  AND NOT EXISTS (SELECT 1 FROM BorrowRecords AS r WHERE r.book_id = b.id);
COMMIT;
