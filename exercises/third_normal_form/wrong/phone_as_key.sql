-- 555-0108 belongs to Hugo and to Jonas; with the phone alone as the key, one of them loses it.
-- What tells two rows of this table apart: the phone, the employee, or both?
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    department_id INTEGER REFERENCES departments (department_id)
);

CREATE TABLE phones (
    phone       VARCHAR PRIMARY KEY,
    employee_id INTEGER REFERENCES employees (employee_id)
);
