-- An array is a list in one cell all the same: no key and no reference can reach into it.
-- Give each number a row.
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    phones        VARCHAR[],
    department_id INTEGER REFERENCES departments (department_id)
);
