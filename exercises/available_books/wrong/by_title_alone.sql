-- Books of one title come in any order, so one of them may be on two pages or on none.
-- Sort by more, until no two books can tie.
SELECT b.id, b.title, b.author
FROM Books AS b
WHERE NOT EXISTS (
    SELECT 1
    FROM BorrowRecords AS r
    WHERE r.book_id = b.id AND r.returned_on IS NULL
)
ORDER BY b.title
LIMIT 5 OFFSET 5;
