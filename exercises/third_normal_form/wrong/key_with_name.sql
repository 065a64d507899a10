-- The key holds the id and the name, so employee 1 may be stored twice under two names.
-- Take out of the key what the rest of it determines.
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    department_id INTEGER REFERENCES departments (department_id),
    PRIMARY KEY (employee_id, employee_name)
);

CREATE TABLE phones (
    employee_id INTEGER,
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
