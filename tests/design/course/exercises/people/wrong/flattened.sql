-- expected: nf.2nf
CREATE TABLE people (person_id INTEGER, person_name VARCHAR, born DATE, phone VARCHAR, PRIMARY KEY (person_id, phone));
CREATE TABLE skills (person_id INTEGER, skill VARCHAR, PRIMARY KEY (person_id, skill));
