-- A book that came back late is not overdue any more.
-- The task asks for those that are out, and of these for the ones past their day.
SELECT r.id, u.name, b.title, DATE '2026-03-02' - r.due_on AS days
FROM BorrowRecords AS r
JOIN Users AS u ON u.id = r.user_id
JOIN Books AS b ON b.id = r.book_id
WHERE (r.returned_on IS NULL OR r.returned_on > r.due_on) AND r.due_on < DATE '2026-03-02'
ORDER BY days DESC, r.id;
