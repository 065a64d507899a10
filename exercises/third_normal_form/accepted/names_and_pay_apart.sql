CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    department_id INTEGER REFERENCES departments (department_id)
);

CREATE TABLE salaries (
    employee_id INTEGER PRIMARY KEY REFERENCES employees (employee_id),
    salary      DECIMAL(10,2)
);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
