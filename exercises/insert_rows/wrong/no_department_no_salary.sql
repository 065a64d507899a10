-- Ada Byron has a salary of 0 and no department.
-- Which columns did you name, and what becomes of those that you left out?
INSERT INTO Departments (id, name) VALUES (20, 'Design');
INSERT INTO Employees (id, name, salary) VALUES (900, 'Ada Byron', 0);
