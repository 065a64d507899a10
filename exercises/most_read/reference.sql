WITH counts AS (
    SELECT book_id, COUNT(*) AS loans
    FROM BorrowRecords
    GROUP BY book_id
)
SELECT b.id, b.title, c.loans
FROM counts AS c
JOIN Books AS b ON b.id = c.book_id
WHERE c.loans = (SELECT MAX(loans) FROM counts)
ORDER BY b.id;
