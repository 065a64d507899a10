-- Idea: the columns in another order, and NULL said.
INSERT INTO Departments (name, id) VALUES ('Design', 20);
INSERT INTO Employees (salary, department_id, name, id) VALUES (NULL, 20, 'Ada Byron', 900);
