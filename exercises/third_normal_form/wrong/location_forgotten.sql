-- Every split must keep all columns, and the location of a department is in none of these tables.
-- Go through the columns of employees_flat one by one.
CREATE TABLE departments (
    department_id   INTEGER PRIMARY KEY,
    department_name VARCHAR
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
