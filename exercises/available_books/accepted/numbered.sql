-- Idea: number the books that are left and take 6 to 10.
SELECT id, title, author
FROM (
    SELECT b.*, ROW_NUMBER() OVER (ORDER BY title, author, id) AS place
    FROM Books AS b
    WHERE NOT EXISTS (FROM BorrowRecords AS r WHERE r.book_id = b.id AND r.returned_on IS NULL)
) AS numbered
WHERE place BETWEEN 6 AND 10
ORDER BY place;
