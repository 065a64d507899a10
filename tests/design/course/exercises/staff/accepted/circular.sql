CREATE TABLE offices (office_id INTEGER PRIMARY KEY, city_id INTEGER REFERENCES cities (city_id));
CREATE TABLE cities (city_id INTEGER PRIMARY KEY, city VARCHAR, country VARCHAR);
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR, office_id INTEGER REFERENCES offices);
CREATE TABLE managers (staff_id INTEGER PRIMARY KEY REFERENCES staff (staff_id), manager_id INTEGER REFERENCES staff (staff_id));
