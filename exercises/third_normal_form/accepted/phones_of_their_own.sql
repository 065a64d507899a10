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

-- A number may be shared, as in this company: phones are a thing of their own.
CREATE TABLE phones (
    id     INTEGER PRIMARY KEY,
    number VARCHAR NOT NULL UNIQUE
);

CREATE TABLE employee_phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone_id    INTEGER REFERENCES phones (id),
    PRIMARY KEY (employee_id, phone_id)
);
