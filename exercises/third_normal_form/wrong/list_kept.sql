-- Each employee has one row here, so two numbers must share one cell, and no query can find the second without taking the cell apart.
-- Look at phones: 1NF wants one value in each cell.
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    phones        VARCHAR,
    department_id INTEGER REFERENCES departments (department_id)
);
