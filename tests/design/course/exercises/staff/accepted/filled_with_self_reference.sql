CREATE TABLE cities (city_id INTEGER PRIMARY KEY, city VARCHAR, country VARCHAR);
INSERT INTO cities SELECT DISTINCT city_id, city, country FROM staff_flat;
CREATE TABLE offices (office_id INTEGER PRIMARY KEY, city_id INTEGER NOT NULL REFERENCES cities);
INSERT INTO offices SELECT DISTINCT office_id, city_id FROM staff_flat;
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR, manager_id INTEGER REFERENCES staff (staff_id), office_id INTEGER REFERENCES offices);
INSERT INTO staff SELECT staff_id, staff_name, manager_id, office_id FROM staff_flat;
