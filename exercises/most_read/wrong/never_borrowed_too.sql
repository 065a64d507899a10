-- If nothing was ever borrowed, this lists all books with 0 loans.
-- The task says what the result is then.
WITH counts AS (
    SELECT b.id, b.title, COUNT(r.id) AS loans
    FROM Books AS b
    LEFT JOIN BorrowRecords AS r ON r.book_id = b.id
    GROUP BY b.id, b.title
)
SELECT id, title, loans
FROM counts
WHERE loans = (SELECT MAX(loans) FROM counts)
ORDER BY id;
