-- Idea: the bonus shared out over the months, before it is taken twelve times. 12 * 500 / 12 is 500.
SELECT id, name, (salary * 144 + 6000) / 12.0
FROM Employees;
