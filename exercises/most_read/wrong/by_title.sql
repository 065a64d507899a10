-- Two copies of one title are thrown together, and their loans are added up.
-- Check that your groups are told apart by something that is never shared.
WITH counts AS (
    SELECT MIN(b.id) AS id, b.title, COUNT(*) AS loans
    FROM Books AS b
    JOIN BorrowRecords AS r ON r.book_id = b.id
    GROUP BY b.title
)
SELECT id, title, loans
FROM counts
WHERE loans = (SELECT MAX(loans) FROM counts)
ORDER BY id;
