-- NOT does not help: “not more than 0” is unknown for NULL too, and 0 itself gets in.
-- Is there a way of asking for NULL itself?
SELECT id, name
FROM Employees
WHERE NOT salary > 0;
