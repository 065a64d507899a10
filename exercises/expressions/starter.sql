-- How often is the bonus paid here?
SELECT id, name, (salary + 500) * 12 AS yearly_pay
FROM Employees;
