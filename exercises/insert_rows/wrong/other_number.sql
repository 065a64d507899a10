-- The department has another number than the task says.
-- Compare the numbers.
INSERT INTO Departments (id, name) VALUES (13, 'Design');
INSERT INTO Employees (id, name, department_id) VALUES (900, 'Ada Byron', 13);
