-- The department is there, and nobody works in it.
-- A second statement is missing.
INSERT INTO Departments (id, name) VALUES (20, 'Design');
