-- Idea: INSERT takes the rows of a query, too.
INSERT INTO Departments SELECT 20, 'Design';
INSERT INTO Employees (id, name, department_id)
SELECT 900, 'Ada Byron', id FROM Departments WHERE id = 20;
