-- UNIQUE does nothing where one of its columns is NULL, and that is just where the rule is needed: no NULL equals another.
-- Look for an expression that has a value while the book is out, and NULL once it is back.
CREATE TABLE users (
    user_id   INTEGER PRIMARY KEY,
    user_name VARCHAR NOT NULL
);
CREATE TABLE books (
    book_id INTEGER PRIMARY KEY,
    title   VARCHAR NOT NULL,
    author  VARCHAR NOT NULL
);
CREATE TABLE loans (
    loan_id     INTEGER PRIMARY KEY,
    user_id     INTEGER NOT NULL REFERENCES users (user_id),
    book_id     INTEGER NOT NULL REFERENCES books (book_id),
    borrowed_on DATE NOT NULL,
    due_on      DATE NOT NULL,
    returned_on DATE,
    CHECK (due_on >= borrowed_on),
    CHECK (returned_on >= borrowed_on)
);
CREATE UNIQUE INDEX one_open_loan ON loans (book_id, returned_on);
