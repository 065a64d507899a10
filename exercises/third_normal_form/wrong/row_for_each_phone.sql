-- With a row for each phone, Ada's name and salary stand in two rows, and Cem, who has no phone, has no place at all.
-- Which columns depend on employee_id alone, not on the phone?
CREATE TABLE departments (
    department_id       INTEGER PRIMARY KEY,
    department_name     VARCHAR,
    department_location VARCHAR
);

CREATE TABLE employees (
    employee_id   INTEGER,
    employee_name VARCHAR,
    salary        DECIMAL(10,2),
    department_id INTEGER REFERENCES departments (department_id),
    phone         VARCHAR,
    PRIMARY KEY (employee_id, phone)
);
