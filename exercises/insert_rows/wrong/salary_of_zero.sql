-- Ada Byron has a salary of 0, as if working for nothing; it is not agreed yet.
-- How is “not known” written?
INSERT INTO Departments (id, name) VALUES (20, 'Design');
INSERT INTO Employees (id, name, department_id, salary) VALUES (900, 'Ada Byron', 20, 0);
