-- A loan is written, whatever there is. What if the book is out, or the reader unknown?
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
VALUES ((SELECT MAX(id) + 1 FROM BorrowRecords), 7, 44, '2026-03-02', '2026-03-23');
