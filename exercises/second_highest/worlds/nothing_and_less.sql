-- the highest salary is 0, the second one below zero
INSERT INTO Departments VALUES (1, 'Sales');
INSERT INTO Employees VALUES (1, 'Ada', 1, 0), (2, 'Bob', 1, -0.01);
