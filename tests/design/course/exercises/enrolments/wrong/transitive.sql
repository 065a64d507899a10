-- expected: nf.3nf
CREATE TABLE students (student_id INTEGER PRIMARY KEY, student_name VARCHAR);
CREATE TABLE courses (course_id INTEGER PRIMARY KEY, course_title VARCHAR, teacher_id INTEGER, teacher_name VARCHAR);
CREATE TABLE enrolments (student_id INTEGER REFERENCES students, course_id INTEGER REFERENCES courses,
    grade DECIMAL(3,1), PRIMARY KEY (student_id, course_id));
