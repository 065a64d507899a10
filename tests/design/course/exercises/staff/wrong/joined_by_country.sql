-- expected: lossless preserve
CREATE TABLE cities (city_id INTEGER PRIMARY KEY, city VARCHAR, country VARCHAR);
CREATE TABLE offices (office_id INTEGER PRIMARY KEY, country VARCHAR);
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR, manager_id INTEGER REFERENCES staff (staff_id), office_id INTEGER REFERENCES offices);
