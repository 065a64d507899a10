CREATE TABLE enrolments_flat (student_id INTEGER, student_name VARCHAR, course_id INTEGER, course_title VARCHAR,
    teacher_id INTEGER, teacher_name VARCHAR, grade DECIMAL(3,1));
INSERT INTO enrolments_flat VALUES
    (1, 'Ada', 7, 'Logic', 1, 'Frege', 1.3), (1, 'Ada', 8, 'Sets', 2, 'Cantor', 2.0),
    (2, 'Ben', 7, 'Logic', 1, 'Frege', 1.3), (2, 'Ben', 9, 'Proofs', 1, 'Frege', 3.7),
    (3, 'Cem', 8, 'Sets', 2, 'Cantor', NULL), (4, 'Ada', 9, 'Proofs', 1, 'Frege', 2.0);
