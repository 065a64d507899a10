CREATE TABLE cities (id INTEGER PRIMARY KEY, city_id INTEGER NOT NULL UNIQUE, city VARCHAR, country VARCHAR);
INSERT INTO cities SELECT row_number() OVER (ORDER BY city_id), city_id, city, country FROM (SELECT DISTINCT city_id, city, country FROM staff_flat);
CREATE TABLE offices (office_id INTEGER PRIMARY KEY, city INTEGER NOT NULL REFERENCES cities (id));
INSERT INTO offices SELECT DISTINCT f.office_id, c.id FROM staff_flat f JOIN cities c ON c.city_id = f.city_id;
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR, manager_id INTEGER REFERENCES staff (staff_id), office_id INTEGER REFERENCES offices);
INSERT INTO staff SELECT staff_id, staff_name, manager_id, office_id FROM staff_flat;
