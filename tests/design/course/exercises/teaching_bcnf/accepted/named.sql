CREATE TABLE people_who_teach (teacher VARCHAR PRIMARY KEY, subject VARCHAR NOT NULL);
CREATE TABLE taught (student VARCHAR, teacher VARCHAR, PRIMARY KEY (student, teacher), FOREIGN KEY (teacher) REFERENCES people_who_teach (teacher));
