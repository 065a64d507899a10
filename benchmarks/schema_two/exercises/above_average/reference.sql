SELECT g.student, g.code, g.term
FROM Grades AS g
WHERE g.points > (
    SELECT AVG(o.points) FROM Grades AS o WHERE o.code = g.code AND o.term = g.term
);
