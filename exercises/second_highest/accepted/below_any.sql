-- Idea: the quantifier ANY; below any other salary means not the highest.
SELECT MAX(salary) AS second_highest
FROM Employees
WHERE salary < ANY (SELECT salary FROM Employees);
