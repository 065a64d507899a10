-- “No loan, or a loan that came back” is true for a book as soon as one of its loans came back, and such a book comes once for each.
-- The condition on the loan belongs to the join: which loans is a book to be joined with?
SELECT b.id, b.title, b.author
FROM Books AS b
LEFT JOIN BorrowRecords AS r ON r.book_id = b.id
WHERE r.id IS NULL OR r.returned_on IS NOT NULL
ORDER BY b.title, b.author, b.id
LIMIT 5 OFFSET 5;
