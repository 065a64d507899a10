-- The key holds the device and the employee, so one device may be with two employees at once.
-- Take out of the key what the rest of it determines.
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR);
CREATE TABLE devices (
    device_id   INTEGER,
    model       VARCHAR,
    employee_id INTEGER REFERENCES employees (employee_id),
    PRIMARY KEY (device_id, employee_id)
);
