SELECT code, term, student
FROM (
    SELECT code, term, student, RANK() OVER (PARTITION BY code, term ORDER BY points DESC NULLS LAST) AS place
    FROM Grades
    WHERE points IS NOT NULL
) AS ranked
WHERE place = 1;
