-- A salary that was not agreed is 100 now; it stays NULL.
-- Look at what you put in the place of NULL.
UPDATE Employees SET salary = COALESCE(salary, 0) + 100 WHERE department_id = 2;
