-- No salary is above zero.
INSERT INTO Departments VALUES (1, 'Sales');
INSERT INTO Employees VALUES (1, 'Ada', 1, -0.01), (2, 'Ben', 1, 0);
