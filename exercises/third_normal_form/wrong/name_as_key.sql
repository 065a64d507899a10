-- There are two people called Ada Brandt, and with the name as the key only one of them can be stored.
-- What in the rules tells two employees apart?
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER NOT NULL UNIQUE,
    employee_name VARCHAR PRIMARY KEY,
    salary        DECIMAL(10,2),
    department_id INTEGER REFERENCES departments (department_id)
);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
