-- Only books that nobody has ever borrowed are left; those that came back can be borrowed as well.
-- Which loans keep a book from being available?
SELECT b.id, b.title, b.author
FROM Books AS b
WHERE NOT EXISTS (SELECT 1 FROM BorrowRecords AS r WHERE r.book_id = b.id)
ORDER BY b.title, b.author, b.id
LIMIT 5 OFFSET 5;
