-- expected: nf.1nf
CREATE TABLE people (person_id INTEGER PRIMARY KEY, person_name VARCHAR, born DATE, skills JSON);
CREATE TABLE phones (person_id INTEGER REFERENCES people, phone VARCHAR, PRIMARY KEY (person_id, phone));
