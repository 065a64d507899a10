CREATE TABLE people (
    person_id INTEGER PRIMARY KEY,
    person_name VARCHAR,
    born DATE CHECK (born <= today())
);
CREATE TABLE phones (person_id INTEGER REFERENCES people, phone VARCHAR, PRIMARY KEY (person_id, phone));
CREATE TABLE skills (person_id INTEGER REFERENCES people, skill VARCHAR, PRIMARY KEY (person_id, skill));
