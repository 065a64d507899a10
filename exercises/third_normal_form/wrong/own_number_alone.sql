-- A number of its own tells every row apart, and so the same department may be stored twice, with two names.
-- What keeps department_id from coming twice?
CREATE TABLE departments (
    id                  INTEGER PRIMARY KEY,
    department_id       INTEGER,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    department    INTEGER REFERENCES departments (id)
);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
