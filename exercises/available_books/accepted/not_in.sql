-- Idea: not among those that are out; book_id is never NULL, so NOT IN is safe.
SELECT id, title, author
FROM Books
WHERE id NOT IN (SELECT book_id FROM BorrowRecords WHERE returned_on IS NULL)
ORDER BY title, author, id
OFFSET 5 LIMIT 5;
