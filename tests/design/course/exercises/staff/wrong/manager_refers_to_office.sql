-- expected: fk.wrong
CREATE TABLE cities (city_id INTEGER PRIMARY KEY, city VARCHAR, country VARCHAR);
CREATE TABLE offices (office_id INTEGER PRIMARY KEY, city_id INTEGER NOT NULL REFERENCES cities);
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR, manager_id INTEGER REFERENCES offices, office_id INTEGER REFERENCES offices);
