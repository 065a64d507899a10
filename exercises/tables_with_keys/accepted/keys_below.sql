-- Idea: the keys below the columns.
CREATE TABLE employees (
    employee_id   INTEGER NOT NULL,
    employee_name VARCHAR(100),
    PRIMARY KEY (employee_id)
);
CREATE TABLE devices (
    device_id   INTEGER NOT NULL,
    model       VARCHAR(50),
    employee_id INTEGER,
    PRIMARY KEY (device_id),
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id)
);
