-- Idea: UNION keeps one of rows that are alike.
SELECT salary FROM Employees WHERE salary IS NOT NULL
UNION
SELECT salary FROM Employees WHERE salary IS NOT NULL;
