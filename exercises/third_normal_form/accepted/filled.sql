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
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);

INSERT INTO departments SELECT DISTINCT department_id, department_name, department_location FROM employees_flat;
INSERT INTO employees SELECT employee_id, employee_name, salary, department_id FROM employees_flat;
INSERT INTO phones SELECT employee_id, unnest(string_split(phones, ';')) FROM employees_flat WHERE phones IS NOT NULL;
