-- This cuts the page out of all books and then takes away what is out, so pages have fewer books than five.
-- What is to be done first?
SELECT p.id, p.title, p.author
FROM (SELECT * FROM Books ORDER BY title, author, id LIMIT 5 OFFSET 5) AS p
WHERE NOT EXISTS (SELECT 1 FROM BorrowRecords AS r WHERE r.book_id = p.id AND r.returned_on IS NULL)
ORDER BY p.title, p.author, p.id;
