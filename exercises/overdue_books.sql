-- Today is named once; the days are worked out once, and the condition and the order use them.
SELECT late.id, u.name, b.title, late.days
FROM (
    SELECT *, date_diff('day', due_on, DATE '2026-03-02') AS days
    FROM BorrowRecords
    WHERE returned_on IS NULL
) AS late
JOIN Users AS u ON u.id = late.user_id
JOIN Books AS b ON b.id = late.book_id
WHERE late.days >= 1
ORDER BY late.days DESC, late.id;
