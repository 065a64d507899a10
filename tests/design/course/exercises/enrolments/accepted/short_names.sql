CREATE TABLE teacher (id INT PRIMARY KEY, name TEXT);
CREATE TABLE course (id INT PRIMARY KEY, title TEXT, teacher INT REFERENCES teacher (id));
CREATE TABLE student (id INT PRIMARY KEY, name TEXT);
CREATE TABLE enrolment (student INT REFERENCES student (id), course INT REFERENCES course (id), grade FLOAT, PRIMARY KEY (student, course));
