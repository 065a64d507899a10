-- One table has a key, the other has none yet. And who says that employee_id is a number from the first table?
CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR
);

CREATE TABLE devices (
    device_id   INTEGER,
    model       VARCHAR,
    employee_id INTEGER
);
