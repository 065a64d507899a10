-- The department's name has moved out and its location has stayed: each employee still says where the department is.
-- Ask of every column in employees: does it change when the employee moves, or when the department does?
CREATE TABLE departments (
    department_id   INTEGER PRIMARY KEY,
    department_name VARCHAR
);

CREATE TABLE employees (
    employee_id         INTEGER PRIMARY KEY,
    employee_name       VARCHAR,
    salary              DECIMAL(10,2),
    department_id       INTEGER REFERENCES departments (department_id),
    department_location VARCHAR
);

CREATE TABLE phones (
    employee_id INTEGER REFERENCES employees (employee_id),
    phone       VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
