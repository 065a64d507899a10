-- Somebody owes more than was earned, so a salary is below zero.
INSERT INTO Departments VALUES (1, 'Sales'), (2, 'Legal'), (3, 'Support');
INSERT INTO Employees VALUES
    (1, 'Ada', 1, 125000), (2, 'Ben', 1, -10000), (3, 'Cem', 2, 150000), (4, 'Dana', 2, -5000), (5, 'Eve', 3, 147000);
