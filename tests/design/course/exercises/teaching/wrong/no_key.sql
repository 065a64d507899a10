-- expected: key.missing
CREATE TABLE teaching (student VARCHAR, subject VARCHAR, teacher VARCHAR);
