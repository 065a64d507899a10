-- Make each table from the rows it is about, then say what its key is.
-- Here the keys come after the data, so that a wrong one would be refused at once.
CREATE TABLE departments AS
SELECT DISTINCT department_id, department_name, department_location AS location
FROM employees_flat;
ALTER TABLE departments ADD PRIMARY KEY (department_id);

CREATE TABLE employees AS
SELECT employee_id, employee_name AS name, salary, department_id
FROM employees_flat;
ALTER TABLE employees ADD PRIMARY KEY (employee_id);
ALTER TABLE employees ADD FOREIGN KEY (department_id) REFERENCES departments (department_id);

CREATE TABLE employee_phones AS
SELECT employee_id, unnest(string_split(phones, ';')) AS phone
FROM employees_flat
WHERE phones IS NOT NULL;
ALTER TABLE employee_phones ADD PRIMARY KEY (employee_id, phone);
ALTER TABLE employee_phones ADD FOREIGN KEY (employee_id) REFERENCES employees (employee_id);
