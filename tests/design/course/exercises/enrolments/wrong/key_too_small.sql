-- expected: key.wrong
CREATE TABLE students (student_id INTEGER PRIMARY KEY, student_name VARCHAR);
CREATE TABLE teachers (teacher_id INTEGER PRIMARY KEY, teacher_name VARCHAR);
CREATE TABLE courses (course_id INTEGER PRIMARY KEY, course_title VARCHAR, teacher_id INTEGER REFERENCES teachers);
CREATE TABLE enrolments (student_id INTEGER PRIMARY KEY REFERENCES students, course_id INTEGER REFERENCES courses, grade DECIMAL(3,1));
