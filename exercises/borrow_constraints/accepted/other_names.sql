-- Idea: other names throughout, each said in a line.
CREATE TABLE readers (reader_id INTEGER PRIMARY KEY, reader_name VARCHAR NOT NULL);
CREATE TABLE titles (book_id INTEGER PRIMARY KEY, title VARCHAR NOT NULL, author VARCHAR NOT NULL);
CREATE TABLE lendings (
    lending_id INTEGER PRIMARY KEY,
    reader_id  INTEGER NOT NULL REFERENCES readers,
    book_id    INTEGER NOT NULL REFERENCES titles,
    lent_on    DATE NOT NULL,
    until      DATE NOT NULL CHECK (until >= lent_on),
    back_on    DATE CHECK (back_on >= lent_on)
);
CREATE UNIQUE INDEX at_one_reader ON lendings ((CASE WHEN back_on IS NULL THEN book_id END));
-- column: readers.reader_id = user_id
-- column: readers.reader_name = user_name
-- column: lendings.lending_id = loan_id
-- column: lendings.reader_id = user_id
-- column: lendings.lent_on = borrowed_on
-- column: lendings.until = due_on
-- column: lendings.back_on = returned_on
