SELECT name
FROM Students
WHERE id NOT IN (SELECT mentor FROM Students WHERE mentor IS NOT NULL);
