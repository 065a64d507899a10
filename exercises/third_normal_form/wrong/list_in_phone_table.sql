-- The phones have a table of their own now, but still one row for each employee, with the list in it.
-- Look at what your INSERT puts into a cell, and at the key: what tells two phones of one employee apart?
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
    employee_id INTEGER PRIMARY KEY REFERENCES employees (employee_id),
    phones      VARCHAR
);

INSERT INTO departments SELECT DISTINCT department_id, department_name, department_location FROM employees_flat;
INSERT INTO employees SELECT employee_id, employee_name, salary, department_id FROM employees_flat;
INSERT INTO phones SELECT employee_id, phones FROM employees_flat WHERE phones IS NOT NULL;
