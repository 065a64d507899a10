-- Nothing in these tables says who works where: joined again, everybody is in every department.
-- Two tables that belong together need a column in common.
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER PRIMARY KEY,
    employee_name VARCHAR,
    salary        DECIMAL(10,2)
);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
