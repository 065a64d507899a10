-- Idea: today as a table of one row, so that it is written once.
WITH today AS (SELECT DATE '2026-03-02' AS day)
SELECT r.id, u.name, b.title, day - r.due_on AS days
FROM today
JOIN BorrowRecords AS r ON r.due_on < day AND r.returned_on IS NULL
JOIN Users AS u ON u.id = r.user_id
JOIN Books AS b ON b.id = r.book_id
ORDER BY days DESC, r.id;
