CREATE TABLE people_flat (person_id INTEGER, person_name VARCHAR, born DATE, phones VARCHAR, skills VARCHAR);
INSERT INTO people_flat VALUES (1, 'Ada', '1990-01-02', '11;12', 'sql,c'), (2, 'Ben', '1991-05-05', NULL, 'sql'),
    (3, 'Cem', NULL, '13', NULL), (4, 'Ada', '1990-01-02', '11', 'c, python');
