-- Idea: DuckDB's QUALIFY, a WHERE for windows.
FROM Books AS b JOIN BorrowRecords AS r ON r.book_id = b.id
SELECT b.id, b.title, COUNT(*) AS loans
GROUP BY b.id, b.title
QUALIFY COUNT(*) = MAX(COUNT(*)) OVER ()
ORDER BY b.id;
