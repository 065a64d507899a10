-- Idea: take the highest amount out of the set of amounts and ask for the highest again.
SELECT MAX(salary) AS second_highest
FROM (
    SELECT salary FROM Employees
    EXCEPT
    SELECT MAX(salary) FROM Employees
) AS others;
