-- A book that is out can be lent to a second reader.
-- The rule is about two rows, so no CHECK can say it: look for what refuses a second row.
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
