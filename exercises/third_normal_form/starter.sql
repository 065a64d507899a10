-- One wide table holds everything. Split it.
CREATE TABLE employees (
    employee_id         INTEGER PRIMARY KEY,
    employee_name       VARCHAR,
    salary              DECIMAL(10,2),
    phones              VARCHAR,
    department_id       INTEGER,
    department_name     VARCHAR,
    department_location VARCHAR
);
