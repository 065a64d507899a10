-- A default may ask chance and the clock: it is a value of its own each time.
CREATE TABLE people (
    person_id INTEGER PRIMARY KEY,
    person_name VARCHAR CHECK (person_name <> 'now()'),
    born DATE DEFAULT today()
);
CREATE TABLE phones (person_id INTEGER REFERENCES people, phone VARCHAR, PRIMARY KEY (person_id, phone));
CREATE TABLE skills (person_id INTEGER REFERENCES people, skill VARCHAR, PRIMARY KEY (person_id, skill));
