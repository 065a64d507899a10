-- Those without a department get 100 more as well.
-- Look at the second half of the condition.
UPDATE Employees SET salary = salary + 100 WHERE department_id = 2 OR department_id IS NULL;
