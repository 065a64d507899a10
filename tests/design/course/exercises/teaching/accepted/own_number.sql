CREATE TABLE teaching (id INTEGER PRIMARY KEY, student VARCHAR NOT NULL, subject VARCHAR NOT NULL, teacher VARCHAR NOT NULL, UNIQUE (student, subject));
