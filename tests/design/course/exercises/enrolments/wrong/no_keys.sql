-- expected: key.missing
CREATE TABLE students (student_id INTEGER, student_name VARCHAR);
CREATE TABLE teachers (teacher_id INTEGER, teacher_name VARCHAR);
CREATE TABLE courses (course_id INTEGER, course_title VARCHAR, teacher_id INTEGER);
CREATE TABLE enrolments (student_id INTEGER, course_id INTEGER, grade DECIMAL(3,1));
