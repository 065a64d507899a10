-- Idea: pair each salary with every higher one; the highest that has a partner is second.
SELECT MAX(lower.salary) AS second_highest
FROM Employees AS lower
JOIN Employees AS higher ON higher.salary > lower.salary;
