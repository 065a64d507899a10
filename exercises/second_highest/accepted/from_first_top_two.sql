-- Idea: DuckDB's own dialect, FROM first and MAX with a number: the list of the top two amounts.
FROM (FROM Employees SELECT DISTINCT salary WHERE salary IS NOT NULL)
SELECT MAX(salary, 2)[2] AS second_highest;
