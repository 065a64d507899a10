-- expected: nf.1nf
CREATE TABLE people (person_id INTEGER PRIMARY KEY, person_name VARCHAR, born DATE);
INSERT INTO people SELECT person_id, person_name, born FROM people_flat;
CREATE TABLE phones (person_id INTEGER PRIMARY KEY REFERENCES people, phones VARCHAR);
INSERT INTO phones SELECT person_id, phones FROM people_flat WHERE phones IS NOT NULL;
CREATE TABLE skills (person_id INTEGER REFERENCES people, skill VARCHAR, PRIMARY KEY (person_id, skill));
INSERT INTO skills SELECT person_id, trim(unnest(string_split(skills, ','))) FROM people_flat;
