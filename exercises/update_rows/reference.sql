UPDATE Employees SET salary = salary + 100 WHERE department_id = 2;
