-- Idea: the longest overdue are those that were due first.
SELECT r.id, u.name, b.title, datediff('day', r.due_on, DATE '2026-03-02')
FROM BorrowRecords AS r, Users AS u, Books AS b
WHERE u.id = r.user_id
  AND b.id = r.book_id
  AND r.due_on <= DATE '2026-03-01'
  AND r.returned_on IS NULL
ORDER BY r.due_on, r.id;
