-- Idea: a third table says who has which device.
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR);
CREATE TABLE devices (device_id INTEGER PRIMARY KEY, model VARCHAR);
CREATE TABLE handed_out (
    device_id   INTEGER PRIMARY KEY REFERENCES devices (device_id),
    employee_id INTEGER REFERENCES employees (employee_id)
);
