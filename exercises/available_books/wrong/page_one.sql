-- This is the first page.
-- Look at the two numbers at the end: how many rows to skip, and how many to show?
SELECT b.id, b.title, b.author
FROM Books AS b
WHERE NOT EXISTS (
    SELECT 1
    FROM BorrowRecords AS r
    WHERE r.book_id = b.id AND r.returned_on IS NULL
)
ORDER BY b.title, b.author, b.id
LIMIT 5;
