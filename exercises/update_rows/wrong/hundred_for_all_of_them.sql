-- Everybody in department 2 earns 100 now.
-- What has to stand on the right side of = so that it is 100 more than before?
UPDATE Employees SET salary = 100 WHERE department_id = 2;
