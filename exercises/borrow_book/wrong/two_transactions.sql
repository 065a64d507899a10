-- The loan is kept before anybody has asked whether the book was out, and taken back later: in between everybody sees it, and a crash keeps it.
-- What belongs together must be one transaction.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23'
FROM Users AS u
CROSS JOIN Books AS b
WHERE u.id = 7
  AND b.id = 44;
COMMIT;
BEGIN TRANSACTION;
DELETE FROM BorrowRecords
WHERE id = (SELECT MAX(id) FROM BorrowRecords)
  AND 1 < (SELECT COUNT(*) FROM BorrowRecords WHERE book_id = 44 AND returned_on IS NULL);
COMMIT;
