SELECT s.code, s.term, s.seats - COUNT(g.student) AS places_left
FROM Sections AS s
LEFT JOIN Grades AS g ON g.code = s.code AND g.term = s.term
GROUP BY s.code, s.term, s.seats;
