-- Idea: twice 50.
UPDATE Employees SET salary = salary + 50 WHERE department_id = 2;
UPDATE Employees SET salary = salary + 50 WHERE department_id = 2;
