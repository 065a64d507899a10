-- The books that are out, then all others; the key at the end of ORDER BY makes every place certain.
WITH open_loans AS (
    SELECT book_id FROM BorrowRecords WHERE returned_on IS NULL
)
SELECT b.id, b.title, b.author
FROM Books AS b
LEFT JOIN open_loans AS o ON o.book_id = b.id
WHERE o.book_id IS NULL
ORDER BY b.title, b.author, b.id
LIMIT 5 OFFSET 5;
