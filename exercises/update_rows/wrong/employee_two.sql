-- The employee number 2 gets the raise, wherever that is.
-- Which column says the department?
UPDATE Employees SET salary = salary + 100 WHERE id = 2;
