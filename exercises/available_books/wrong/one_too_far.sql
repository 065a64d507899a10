-- The page begins one book too late: OFFSET says how many rows are skipped, not at which one to begin.
-- Count them on your fingers.
SELECT b.id, b.title, b.author
FROM Books AS b
WHERE NOT EXISTS (
    SELECT 1
    FROM BorrowRecords AS r
    WHERE r.book_id = b.id AND r.returned_on IS NULL
)
ORDER BY b.title, b.author, b.id
LIMIT 5 OFFSET 6;
