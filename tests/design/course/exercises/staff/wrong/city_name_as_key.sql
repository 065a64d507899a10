-- expected: key.wrong
CREATE TABLE cities (city_id INTEGER UNIQUE NOT NULL, city VARCHAR PRIMARY KEY, country VARCHAR);
CREATE TABLE offices (office_id INTEGER PRIMARY KEY, city_id INTEGER NOT NULL REFERENCES cities (city_id));
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR, manager_id INTEGER REFERENCES staff (staff_id), office_id INTEGER REFERENCES offices);
