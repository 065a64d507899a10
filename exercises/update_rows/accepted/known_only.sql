-- Idea: leave out NULL, which would stay NULL anyway.
UPDATE Employees SET salary = salary + 100 WHERE department_id = 2 AND salary IS NOT NULL;
