-- Ties share a rank, so all books of rank 1 are the most-read ones.
SELECT id, title, loans
FROM (
    SELECT b.id, b.title, COUNT(*) AS loans, RANK() OVER (ORDER BY COUNT(*) DESC) AS place
    FROM Books AS b
    JOIN BorrowRecords AS r ON r.book_id = b.id
    GROUP BY b.id, b.title
) AS ranked
WHERE place = 1
ORDER BY id;
