-- The name stands with each device too, and may disagree with the one in employees.
-- Which columns tell something about the device itself?
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR);
CREATE TABLE devices (
    device_id     INTEGER PRIMARY KEY,
    model         VARCHAR,
    employee_id   INTEGER REFERENCES employees (employee_id),
    employee_name VARCHAR
);
