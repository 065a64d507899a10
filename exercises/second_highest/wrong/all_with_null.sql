-- As soon as one salary is NULL, this returns NULL: no salary can be said to be at least as high as an unknown one.
-- Look at what your innermost query hands over.
SELECT MAX(salary) AS second_highest
FROM Employees
WHERE salary < (
    SELECT DISTINCT salary FROM Employees WHERE salary >= ALL (SELECT salary FROM Employees)
);
