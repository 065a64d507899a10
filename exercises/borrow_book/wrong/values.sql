-- VALUES always inserts: a book that is out is lent a second time.
-- Look for an INSERT that inserts only what a query finds.
BEGIN TRANSACTION;
INSERT INTO BorrowRecords (id, user_id, book_id, borrowed_on, due_on)
VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM BorrowRecords), 7, 44, '2026-03-02', '2026-03-23');
COMMIT;
