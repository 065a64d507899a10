-- expected: nf.1nf
CREATE TABLE people (person_id INTEGER PRIMARY KEY, person_name VARCHAR, born DATE, phone1 VARCHAR, phone2 VARCHAR);
CREATE TABLE skills (person_id INTEGER REFERENCES people, skill VARCHAR, PRIMARY KEY (person_id, skill));
