-- Idea: the book among those that are not out.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords
SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), u.id, b.id, '2026-03-02', '2026-03-23', NULL
FROM Users AS u, Books AS b
WHERE u.id = 7
  AND b.id = 44
  AND b.id NOT IN (SELECT book_id FROM BorrowRecords WHERE returned_on IS NULL);
COMMIT;
