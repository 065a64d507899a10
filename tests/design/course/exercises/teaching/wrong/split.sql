-- expected: preserve
CREATE TABLE teachers (teacher VARCHAR PRIMARY KEY, subject VARCHAR);
CREATE TABLE lessons (student VARCHAR, teacher VARCHAR REFERENCES teachers, PRIMARY KEY (student, teacher));
