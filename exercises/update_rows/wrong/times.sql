-- The salaries are a hundred times what they were.
-- Look at the sign.
UPDATE Employees SET salary = salary * 100 WHERE department_id = 2;
