-- If several books share the first place, this shows one of them.
-- How can all books be found whose number is the highest?
SELECT b.id, b.title, COUNT(*) AS loans
FROM Books AS b
JOIN BorrowRecords AS r ON r.book_id = b.id
GROUP BY b.id, b.title
ORDER BY loans DESC, b.id
LIMIT 1;
