SELECT g.student, SUM(c.credits) AS credits
FROM Grades AS g
JOIN Courses AS c ON c.code = g.code
GROUP BY g.student
HAVING COUNT(*) > 1
ORDER BY credits DESC, g.student
LIMIT 3;
