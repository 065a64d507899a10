-- Sales is called Sales in two rows, and nothing stops one of them from being renamed alone.
-- Which columns tell something about the department, not about the employee?
CREATE TABLE employees (
    employee_id         INTEGER PRIMARY KEY,
    employee_name       VARCHAR,
    salary              DECIMAL(10,2),
    department_id       INTEGER,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
