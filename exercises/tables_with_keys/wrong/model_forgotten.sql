-- The model of a device is in none of the tables.
-- Go through the columns of devices_flat one by one.
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR);
CREATE TABLE devices (device_id INTEGER PRIMARY KEY, employee_id INTEGER REFERENCES employees (employee_id));
