-- Idea: the set of amounts, without NULL.
SELECT salary FROM Employees
EXCEPT
SELECT NULL;
