CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR NOT NULL,
    department_location VARCHAR NOT NULL
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR NOT NULL,
    salary        DECIMAL(10,2) NOT NULL,
    department_id INTEGER NOT NULL REFERENCES departments (department_id)
);

CREATE TABLE employee_phones (
    employee_id INTEGER NOT NULL REFERENCES employees (employee_id),
    phone       VARCHAR NOT NULL,
    PRIMARY KEY (employee_id, phone)
);
