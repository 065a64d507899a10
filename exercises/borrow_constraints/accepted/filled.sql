-- Idea: the tables filled from the given one; the index is made at the end.
CREATE TABLE users AS SELECT DISTINCT user_id AS id, user_name AS name FROM loans_flat;
ALTER TABLE users ADD PRIMARY KEY (id);
CREATE TABLE books AS SELECT DISTINCT book_id AS id, title, author FROM loans_flat;
ALTER TABLE books ADD PRIMARY KEY (id);
CREATE TABLE loans (
    id          INTEGER PRIMARY KEY,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    book_id     INTEGER NOT NULL REFERENCES books (id),
    borrowed_on DATE NOT NULL,
    due_on      DATE NOT NULL,
    returned_on DATE,
    CHECK (borrowed_on <= due_on AND borrowed_on <= COALESCE(returned_on, borrowed_on))
);
INSERT INTO loans SELECT loan_id, user_id, book_id, borrowed_on, due_on, returned_on FROM loans_flat;
CREATE UNIQUE INDEX one_open_loan ON loans ((CASE WHEN returned_on IS NULL THEN book_id END));
