-- Idea: fill the tables as well.
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR NOT NULL);
CREATE TABLE devices (
    device_id   INTEGER PRIMARY KEY,
    model       VARCHAR NOT NULL,
    employee_id INTEGER NOT NULL REFERENCES employees (employee_id)
);
INSERT INTO employees SELECT DISTINCT employee_id, employee_name FROM devices_flat;
INSERT INTO devices SELECT device_id, model, employee_id FROM devices_flat;
