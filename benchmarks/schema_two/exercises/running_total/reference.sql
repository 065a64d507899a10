SELECT student, term, SUM(SUM(points)) OVER (PARTITION BY student ORDER BY term) AS so_far
FROM Grades
GROUP BY student, term;
