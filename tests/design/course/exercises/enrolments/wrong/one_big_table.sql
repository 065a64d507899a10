-- expected: nf.2nf nf.3nf
CREATE TABLE everything (student_id INTEGER, student_name VARCHAR, course_id INTEGER, course_title VARCHAR,
    teacher_id INTEGER, teacher_name VARCHAR, grade DECIMAL(3,1), PRIMARY KEY (student_id, course_id));
