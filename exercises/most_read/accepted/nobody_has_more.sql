-- Idea: no other book has more loans.
WITH counts AS (
    SELECT b.id, b.title, (SELECT COUNT(*) FROM BorrowRecords AS r WHERE r.book_id = b.id) AS loans
    FROM Books AS b
)
SELECT id, title, loans
FROM counts AS c
WHERE loans > 0 AND NOT EXISTS (SELECT 1 FROM counts AS o WHERE o.loans > c.loans)
ORDER BY id;
