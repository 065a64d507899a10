CREATE TABLE people (person_id INTEGER PRIMARY KEY, person_name VARCHAR, born DATE);
CREATE TABLE skills (skill_id INTEGER PRIMARY KEY, skill VARCHAR NOT NULL UNIQUE);
CREATE TABLE person_skills (person_id INTEGER REFERENCES people, skill_id INTEGER REFERENCES skills, PRIMARY KEY (person_id, skill_id));
CREATE TABLE phones (phone_id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, phone VARCHAR NOT NULL, UNIQUE (person_id, phone));
