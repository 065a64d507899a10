-- What becomes of a salary of 3,000 here?
UPDATE Employees SET salary = 100 WHERE department_id = 2;
