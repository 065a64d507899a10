-- Somebody owes more than was earned, so a salary is below zero.
INSERT INTO Departments VALUES (1, 'Sales'), (2, 'Legal');
INSERT INTO Employees VALUES (1, 'Ada', 1, -10000), (2, 'Ben', 1, 125000), (3, 'Cem', 2, 130000);
