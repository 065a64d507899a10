-- Who has three phones has no place for the third, and who has one leaves a gap.
-- Count upwards in rows, not in columns.
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    phone1        VARCHAR,
    phone2        VARCHAR,
    department_id INTEGER REFERENCES departments (department_id)
);
