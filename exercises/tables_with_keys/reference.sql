CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR NOT NULL
);

CREATE TABLE devices (
    device_id   INTEGER PRIMARY KEY,
    model       VARCHAR NOT NULL,
    employee_id INTEGER NOT NULL REFERENCES employees (employee_id)
);
