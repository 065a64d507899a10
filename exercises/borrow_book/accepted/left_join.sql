-- Idea: join the open loans of the book, and go on only if there is none; looked at before and after.
START TRANSACTION;
SELECT id FROM BorrowRecords WHERE book_id = 44 AND returned_on IS NULL;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on, returned_on)
SELECT n.next_id, u.id, b.id, '2026-03-02', '2026-03-23', NULL
FROM Books AS b
JOIN Users AS u ON u.id = 7
CROSS JOIN (SELECT COALESCE(MAX(id) + 1, 1) AS next_id FROM BorrowRecords) AS n
LEFT JOIN BorrowRecords AS r ON r.book_id = b.id AND r.returned_on IS NULL
WHERE b.id = 44 AND r.id IS NULL;
SELECT id FROM BorrowRecords WHERE book_id = 44 AND returned_on IS NULL;
COMMIT;
