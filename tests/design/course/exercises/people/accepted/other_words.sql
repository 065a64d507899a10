CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR, dob DATE);
CREATE TABLE person_phone (person_id INTEGER REFERENCES person (id), phone_number VARCHAR, PRIMARY KEY (person_id, phone_number));
CREATE TABLE person_skill (person INTEGER REFERENCES person (id), skill VARCHAR, PRIMARY KEY (person, skill));
