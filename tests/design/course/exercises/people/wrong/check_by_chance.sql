-- expected: data.volatile
CREATE TABLE people (
    person_id INTEGER PRIMARY KEY,
    person_name VARCHAR CHECK (person_name <> 'now()' OR random() < 0.999999),
    born DATE
);
CREATE TABLE phones (person_id INTEGER REFERENCES people, phone VARCHAR, PRIMARY KEY (person_id, phone));
CREATE TABLE skills (person_id INTEGER REFERENCES people, skill VARCHAR, PRIMARY KEY (person_id, skill));
