-- The salaries are lower than before.
-- Look at the sign.
UPDATE Employees SET salary = salary - 100 WHERE department_id = 2;
