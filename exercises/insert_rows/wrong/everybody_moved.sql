-- All employees work in the new department now, which nobody asked for.
-- Look at the last statement: which rows does it change?
INSERT INTO Departments (id, name) VALUES (20, 'Design');
INSERT INTO Employees (id, name) VALUES (900, 'Ada Byron');
UPDATE Employees SET department_id = 20;
