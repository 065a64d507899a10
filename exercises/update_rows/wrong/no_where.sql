-- Everybody in the company gets 100 more.
-- Which rows does an UPDATE change that has no WHERE?
UPDATE Employees SET salary = salary + 100;
