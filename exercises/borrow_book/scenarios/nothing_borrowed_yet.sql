-- Nothing was ever borrowed.
DELETE FROM BorrowRecords;
