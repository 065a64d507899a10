-- Idea: no join; name and title are looked up for each loan.
SELECT
    r.id,
    (SELECT name FROM Users AS u WHERE u.id = r.user_id) AS name,
    (SELECT title FROM Books AS b WHERE b.id = r.book_id) AS title,
    DATE '2026-03-02' - r.due_on AS days
FROM BorrowRecords AS r
WHERE r.returned_on IS NULL AND DATE '2026-03-02' > r.due_on
ORDER BY 4 DESC, 1;
