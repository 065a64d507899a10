-- There is no reader 7.
DELETE FROM BorrowRecords WHERE user_id = 7;
DELETE FROM Users WHERE id = 7;
