-- Idea: all values, in the order of the table.
INSERT INTO Departments VALUES (20, 'Design');
INSERT INTO Employees VALUES (900, 'Ada Byron', 20, NULL);
