CREATE TABLE p (a INTEGER PRIMARY KEY, b VARCHAR, c DATE);
INSERT INTO p SELECT person_id, person_name, born FROM people_flat;
CREATE TABLE q (a INTEGER REFERENCES p, d VARCHAR, PRIMARY KEY (a, d));
INSERT INTO q SELECT person_id, unnest(string_split(phones, ';')) FROM people_flat;
CREATE TABLE r (a INTEGER REFERENCES p, e VARCHAR, PRIMARY KEY (a, e));
INSERT INTO r SELECT person_id, trim(unnest(string_split(skills, ','))) FROM people_flat;
