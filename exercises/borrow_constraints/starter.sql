-- Keys and references are here already. Which rows would these tables take that must never be?
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
    returned_on DATE
);
