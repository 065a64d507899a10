-- The second page of all books. Which of them can be borrowed now? And is the order certain?
SELECT id, title, author
FROM Books
ORDER BY title
LIMIT 5 OFFSET 5;
