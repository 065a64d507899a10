-- expected: preserve
CREATE TABLE cities (city_id INTEGER PRIMARY KEY, city VARCHAR, country VARCHAR);
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR, manager_id INTEGER REFERENCES staff (staff_id), office_id INTEGER);
CREATE TABLE staff_cities (staff_id INTEGER PRIMARY KEY REFERENCES staff, city_id INTEGER REFERENCES cities);
