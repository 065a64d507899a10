-- A device may be with employee 999, who does not exist: nothing says that the number is that of an employee.
-- Which column refers to the other table?
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR);
CREATE TABLE devices (device_id INTEGER PRIMARY KEY, model VARCHAR, employee_id INTEGER);
