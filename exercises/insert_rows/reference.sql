INSERT INTO Departments (id, name) VALUES (20, 'Design');
INSERT INTO Employees (id, name, department_id) VALUES (900, 'Ada Byron', 20);
