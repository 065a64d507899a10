-- One book that was borrowed most often. Is it the only one?
SELECT b.id, b.title, COUNT(*) AS loans
FROM Books AS b
JOIN BorrowRecords AS r ON r.book_id = b.id
GROUP BY b.id, b.title
ORDER BY loans DESC
LIMIT 1;
