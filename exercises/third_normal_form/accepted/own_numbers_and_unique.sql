CREATE TABLE departments (
    id                  INTEGER PRIMARY KEY,
    department_id       INTEGER NOT NULL UNIQUE,
    department_name     VARCHAR,
    department_location VARCHAR
);
INSERT INTO departments
SELECT row_number() OVER (ORDER BY department_id), *
FROM (SELECT DISTINCT department_id, department_name, department_location FROM employees_flat);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    department    INTEGER REFERENCES departments (id)
);
INSERT INTO employees
SELECT employee_id, employee_name, salary, departments.id
FROM employees_flat JOIN departments USING (department_id);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);

INSERT INTO phones SELECT employee_id, unnest(string_split(phones, ';')) FROM employees_flat;
