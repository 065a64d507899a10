-- Idea: as many as any other, or more.
SELECT b.id, b.title, COUNT(*) AS loans
FROM Books AS b
JOIN BorrowRecords AS r ON r.book_id = b.id
GROUP BY b.id, b.title
HAVING COUNT(*) >= ALL (SELECT COUNT(*) FROM BorrowRecords GROUP BY book_id)
ORDER BY b.id;
