-- A book that came back once and is out again is in the list, and one that was never borrowed is not.
-- This asks each loan by itself; the question is whether there is any open one.
SELECT DISTINCT b.id, b.title, b.author
FROM Books AS b
JOIN BorrowRecords AS r ON r.book_id = b.id
WHERE r.returned_on IS NOT NULL
ORDER BY b.title, b.author, b.id
LIMIT 5 OFFSET 5;
