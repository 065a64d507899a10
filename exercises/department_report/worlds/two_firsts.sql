-- Two departments pay the most, and a third pays less.
INSERT INTO Departments VALUES (1, 'Sales'), (2, 'Legal'), (3, 'Support');
INSERT INTO Employees VALUES (1, 'Ada', 1, 150000), (2, 'Ben', 2, 150000), (3, 'Cem', 3, 120000);
