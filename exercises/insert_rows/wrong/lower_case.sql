-- The department is called “design” here; as texts, that is something else than “Design”.
-- Write it as the task does.
INSERT INTO Departments (id, name) VALUES (20, 'design');
INSERT INTO Employees (id, name, department_id) VALUES (900, 'Ada Byron', 20);
