CREATE SEQUENCE phone_numbers;

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
    phone_id    INTEGER PRIMARY KEY DEFAULT nextval('phone_numbers'),
    employee_id INTEGER NOT NULL REFERENCES employees (employee_id),
    phone       VARCHAR NOT NULL,
    UNIQUE (employee_id, phone)
);
