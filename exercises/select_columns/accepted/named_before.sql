-- Idea: give the query a name first.
WITH pay AS (
    SELECT id, name, salary FROM Employees
)
SELECT name, salary FROM pay;
