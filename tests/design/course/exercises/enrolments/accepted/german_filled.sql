CREATE TABLE lehrkraft AS SELECT DISTINCT teacher_id AS nr, teacher_name AS bezeichnung FROM enrolments_flat;
ALTER TABLE lehrkraft ADD PRIMARY KEY (nr);
CREATE TABLE kurs (nr INTEGER PRIMARY KEY, titel VARCHAR, lehrkraft INTEGER REFERENCES lehrkraft (nr));
INSERT INTO kurs SELECT DISTINCT course_id, course_title, teacher_id FROM enrolments_flat;
CREATE TABLE lernende (nr INTEGER PRIMARY KEY, rufname VARCHAR);
INSERT INTO lernende SELECT DISTINCT student_id, student_name FROM enrolments_flat;
CREATE TABLE belegung (wer INTEGER REFERENCES lernende (nr), was INTEGER REFERENCES kurs (nr), note DECIMAL(3,1), PRIMARY KEY (wer, was));
INSERT INTO belegung SELECT student_id, course_id, grade FROM enrolments_flat;
