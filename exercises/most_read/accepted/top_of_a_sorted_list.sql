-- Idea: the highest number alone comes from a sorted list, where ties do no harm.
SELECT b.id, b.title, COUNT(r.id) AS loans
FROM Books AS b
LEFT JOIN BorrowRecords AS r ON r.book_id = b.id
GROUP BY b.id, b.title
HAVING COUNT(r.id) = (
    SELECT COUNT(*) FROM BorrowRecords GROUP BY book_id ORDER BY COUNT(*) DESC LIMIT 1
)
ORDER BY b.id;
