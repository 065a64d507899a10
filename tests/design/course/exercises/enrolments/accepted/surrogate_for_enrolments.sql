CREATE SEQUENCE numbers;
CREATE TABLE students (student_id INTEGER PRIMARY KEY, student_name VARCHAR);
CREATE TABLE teachers (teacher_id INTEGER PRIMARY KEY, teacher_name VARCHAR);
CREATE TABLE courses (course_id INTEGER PRIMARY KEY, course_title VARCHAR, teacher_id INTEGER REFERENCES teachers);
CREATE TABLE enrolments (enrolment_id INTEGER PRIMARY KEY DEFAULT nextval('numbers'),
    student_id INTEGER NOT NULL REFERENCES students, course_id INTEGER NOT NULL REFERENCES courses,
    grade DECIMAL(3,1), UNIQUE (student_id, course_id));
