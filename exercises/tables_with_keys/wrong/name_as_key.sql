-- There are two people called Ada Brandt, and with the name as the key only one of them can be stored.
-- What tells two employees apart?
CREATE TABLE employees (employee_name VARCHAR PRIMARY KEY, employee_id INTEGER);
CREATE TABLE devices (
    device_id     INTEGER PRIMARY KEY,
    model         VARCHAR,
    employee_name VARCHAR REFERENCES employees (employee_name)
);
