-- 4NF is not asked for: a note, not a fault.
CREATE TABLE people (person_id INTEGER PRIMARY KEY, person_name VARCHAR, born DATE);
CREATE TABLE phones_and_skills (person_id INTEGER REFERENCES people, phone VARCHAR, skill VARCHAR, PRIMARY KEY (person_id, phone, skill));
