-- Books of one title are to be sorted by author first.
-- Compare your ORDER BY with the task.
SELECT b.id, b.title, b.author
FROM Books AS b
WHERE NOT EXISTS (
    SELECT 1
    FROM BorrowRecords AS r
    WHERE r.book_id = b.id AND r.returned_on IS NULL
)
ORDER BY b.title, b.id
LIMIT 5 OFFSET 5;
