-- Idea: eleven salaries, and one with the bonus.
SELECT id, name, salary * 11 + (salary + 500)
FROM Employees;
