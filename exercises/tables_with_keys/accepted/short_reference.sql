-- Idea: REFERENCES without a column means the primary key.
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR);
CREATE TABLE devices (device_id INTEGER PRIMARY KEY, model VARCHAR, employee_id INTEGER REFERENCES employees);
