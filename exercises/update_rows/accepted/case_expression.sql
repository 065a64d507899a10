-- Idea: go through everybody, and raise those who are meant.
UPDATE Employees SET salary = CASE WHEN department_id = 2 THEN salary + 100 ELSE salary END;
