-- Nothing in your query says in which order the rows come.
-- The last part of a query does: which words is it?
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL;
