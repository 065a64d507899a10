-- A department is there. Does the employee belong to it, and what is a salary of 0?
INSERT INTO Departments (id, name) VALUES (20, 'Design');
INSERT INTO Employees (id, name, salary) VALUES (900, 'Ada Byron', 0);
