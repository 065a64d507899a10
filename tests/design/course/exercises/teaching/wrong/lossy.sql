-- expected: lossless preserve
CREATE TABLE teachers (teacher VARCHAR PRIMARY KEY, subject VARCHAR);
CREATE TABLE students (student VARCHAR, subject VARCHAR, PRIMARY KEY (student, subject));
