-- Idea: a sorted list of the different amounts; its second element is NULL if there is none.
SELECT LIST_REVERSE_SORT(LIST(DISTINCT salary) FILTER (WHERE salary IS NOT NULL))[2] AS second_highest
FROM Employees;
