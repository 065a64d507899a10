-- Idea: all books without those that are out.
SELECT id, title, author
FROM (
    SELECT * FROM Books
    EXCEPT
    SELECT b.* FROM Books AS b JOIN BorrowRecords AS r ON r.book_id = b.id AND r.returned_on IS NULL
) AS available
ORDER BY title, author, id
LIMIT 5 OFFSET 5;
