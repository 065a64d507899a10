-- The raise is given twice, 200 in all.
-- How often may the statement stand there?
UPDATE Employees SET salary = salary + 100 WHERE department_id = 2;
UPDATE Employees SET salary = salary + 100 WHERE department_id = 2;
