-- A lending library: its readers, its books, and who has borrowed which book when.

CREATE TABLE Users (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL
);

CREATE TABLE Books (                                    -- one row for each copy on the shelf
    id     INTEGER PRIMARY KEY,
    title  VARCHAR NOT NULL,
    author VARCHAR NOT NULL
);

CREATE TABLE BorrowRecords (
    id          INTEGER PRIMARY KEY,
    user_id     INTEGER NOT NULL REFERENCES Users (id),
    book_id     INTEGER NOT NULL REFERENCES Books (id),
    borrowed_on DATE NOT NULL,
    due_on      DATE NOT NULL,
    returned_on DATE,                                   -- NULL: still out
    CHECK (due_on >= borrowed_on),
    CHECK (returned_on >= borrowed_on)
);
