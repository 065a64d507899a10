SELECT
    c.code,
    COUNT(CASE WHEN g.points >= 50 THEN 1 END) AS passed,
    COUNT(CASE WHEN g.points < 50 THEN 1 END) AS failed
FROM Courses AS c
LEFT JOIN Grades AS g ON g.code = c.code
GROUP BY c.code;
