-- expected: fk.missing
CREATE TABLE teachers (teacher VARCHAR PRIMARY KEY, subject VARCHAR);
CREATE TABLE lessons (student VARCHAR, teacher VARCHAR, PRIMARY KEY (student, teacher));
