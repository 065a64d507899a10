-- Two departments are in Berlin, so the join by location puts Ada into both of them.
-- Join by what tells departments apart.
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id         INTEGER PRIMARY KEY,
    employee_name       VARCHAR,
    salary              DECIMAL(10,2),
    department_location VARCHAR
);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
