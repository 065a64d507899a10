CREATE TABLE phones (employee_id INTEGER, phone VARCHAR);
CREATE TABLE employees (employee_id INTEGER, employee_name VARCHAR, salary DECIMAL(10,2), department_id INTEGER);
CREATE TABLE departments (department_id INTEGER, department_name VARCHAR, department_location VARCHAR);

ALTER TABLE phones ADD PRIMARY KEY (employee_id, phone);
ALTER TABLE employees ADD PRIMARY KEY (employee_id);
ALTER TABLE departments ADD PRIMARY KEY (department_id);

ALTER TABLE phones ADD CONSTRAINT of_employee FOREIGN KEY (employee_id) REFERENCES employees (employee_id);
ALTER TABLE employees ADD CONSTRAINT in_department FOREIGN KEY (department_id) REFERENCES departments (department_id);
