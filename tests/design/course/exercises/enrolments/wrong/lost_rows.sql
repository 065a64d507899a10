-- expected: data.wrong
CREATE TABLE students (student_id INTEGER PRIMARY KEY, student_name VARCHAR);
INSERT INTO students SELECT DISTINCT student_id, student_name FROM enrolments_flat;
CREATE TABLE teachers (teacher_id INTEGER PRIMARY KEY, teacher_name VARCHAR);
INSERT INTO teachers SELECT DISTINCT teacher_id, teacher_name FROM enrolments_flat;
CREATE TABLE courses (course_id INTEGER PRIMARY KEY, course_title VARCHAR, teacher_id INTEGER REFERENCES teachers);
INSERT INTO courses SELECT DISTINCT course_id, course_title, teacher_id FROM enrolments_flat;
CREATE TABLE enrolments (student_id INTEGER REFERENCES students, course_id INTEGER REFERENCES courses,
    grade DECIMAL(3,1), PRIMARY KEY (student_id, course_id));
INSERT INTO enrolments SELECT student_id, course_id, grade FROM enrolments_flat WHERE grade IS NOT NULL;
