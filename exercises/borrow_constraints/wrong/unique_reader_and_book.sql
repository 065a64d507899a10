-- A reader can never borrow a book again that they had before, and a book that is out can still be lent to another reader.
-- Which loans of a book may not be there together?
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
    UNIQUE (user_id, book_id),
    CHECK (due_on >= borrowed_on),
    CHECK (returned_on >= borrowed_on)
);
