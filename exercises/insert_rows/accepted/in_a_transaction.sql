-- Idea: both or nothing.
BEGIN TRANSACTION;
INSERT INTO Departments (id, name) VALUES (20, 'Design');
INSERT INTO Employees (id, name, department_id, salary) VALUES (900, 'Ada Byron', 20, NULL);
COMMIT;
