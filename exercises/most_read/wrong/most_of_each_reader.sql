-- This is the number of loans of the busiest reader, and the books that were borrowed so often.
-- Whose loans are to be counted?
WITH counts AS (
    SELECT book_id, COUNT(*) AS loans FROM BorrowRecords GROUP BY book_id
)
SELECT b.id, b.title, c.loans
FROM counts AS c
JOIN Books AS b ON b.id = c.book_id
WHERE c.loans = (SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM BorrowRecords GROUP BY user_id))
ORDER BY b.id;
