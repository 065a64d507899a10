-- Idea: join all loans and count the open ones of each book.
SELECT b.id, b.title, b.author
FROM Books AS b
LEFT JOIN BorrowRecords AS r ON r.book_id = b.id
GROUP BY b.id, b.title, b.author
HAVING COUNT(r.id) = COUNT(r.returned_on)
ORDER BY b.title, b.author, b.id
LIMIT 5 OFFSET 5;
