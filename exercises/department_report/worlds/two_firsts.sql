-- Two departments pay the most, and a third pays less.
INSERT INTO Departments VALUES (1, 'Sales'), (2, 'Legal'), (3, 'Support'), (4, 'Quality');
INSERT INTO Employees VALUES
    (1, 'Ada', 1, 90000), (2, 'Ben', 1, 60000), (3, 'Cem', 2, 150000), (4, 'Dana', 3, 120000),
    (5, 'Eve', 4, 70000), (6, 'Finn', NULL, 10000);
