CREATE TABLE staff (staff_id INTEGER, staff_name VARCHAR, manager_id INTEGER, office_id INTEGER);
CREATE TABLE offices (office_id INTEGER, city_id INTEGER);
CREATE TABLE cities (city_id INTEGER, city VARCHAR, country VARCHAR);
ALTER TABLE staff ADD PRIMARY KEY (staff_id);
ALTER TABLE offices ADD PRIMARY KEY (office_id);
ALTER TABLE cities ADD PRIMARY KEY (city_id);
ALTER TABLE staff ADD CONSTRAINT boss FOREIGN KEY (manager_id) REFERENCES staff (staff_id);
ALTER TABLE staff ADD FOREIGN KEY (office_id) REFERENCES offices (office_id);
ALTER TABLE offices ADD FOREIGN KEY (city_id) REFERENCES cities;
