CREATE TABLE cities (city_id INTEGER PRIMARY KEY AUTOINCREMENT, city TEXT, country TEXT);
CREATE TABLE offices (office_id INTEGER PRIMARY KEY, city_id INTEGER, FOREIGN KEY (city_id) REFERENCES cities (city_id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name TEXT, manager_id INTEGER, office_id INTEGER,
    FOREIGN KEY (office_id) REFERENCES offices (office_id), FOREIGN KEY (manager_id) REFERENCES staff (staff_id));
