-- Both salaries of the department are below zero.
INSERT INTO Departments VALUES (1, 'Sales');
INSERT INTO Employees VALUES (1, 'Ada', 1, -50), (2, 'Ben', 1, -0.01);
