-- Idea: the employee first, without a department, which follows.
INSERT INTO Employees (id, name) VALUES (900, 'Ada Byron');
INSERT INTO Departments (id, name) VALUES (20, 'Design');
UPDATE Employees SET department_id = 20 WHERE id = 900;
