-- Without keys the same employee may be stored twice, with two salaries.
-- Declare for each table what tells its rows apart.
CREATE TABLE departments (department_id INTEGER, department_name VARCHAR, department_location VARCHAR);
CREATE TABLE employees (employee_id INTEGER, employee_name VARCHAR, salary DECIMAL(10,2), department_id INTEGER);
CREATE TABLE phones (employee_id INTEGER, phone VARCHAR);
