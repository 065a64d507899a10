-- Ada Byron has no department: a column that you leave out becomes NULL.
-- Which one is missing?
INSERT INTO Departments (id, name) VALUES (20, 'Design');
INSERT INTO Employees (id, name) VALUES (900, 'Ada Byron');
