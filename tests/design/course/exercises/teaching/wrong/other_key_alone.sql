-- expected: key.open
CREATE TABLE teaching (student VARCHAR, subject VARCHAR, teacher VARCHAR, PRIMARY KEY (student, teacher));
