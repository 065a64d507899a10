-- These are the books that are out.
-- Look at what your condition asks of the open loans.
SELECT b.id, b.title, b.author
FROM Books AS b
WHERE b.id IN (SELECT book_id FROM BorrowRecords WHERE returned_on IS NULL)
ORDER BY b.title, b.author, b.id
LIMIT 5 OFFSET 5;
