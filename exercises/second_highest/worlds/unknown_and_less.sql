-- one salary is below zero, the other one is not known
INSERT INTO Departments VALUES (1, 'Sales');
INSERT INTO Employees VALUES (1, 'Ada', 1, -0.01), (2, 'Bob', 1, NULL);
