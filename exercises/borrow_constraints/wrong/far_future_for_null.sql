-- With a day in the far future in place of NULL two open loans meet, but so do two loans that came back on one day.
-- Look for an expression that is NULL for all that came back.
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
CREATE UNIQUE INDEX one_open_loan ON loans (book_id, (COALESCE(returned_on, DATE '9999-12-31')));
