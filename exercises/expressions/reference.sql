SELECT id, name, salary * 12 + 500 AS yearly_pay
FROM Employees;
