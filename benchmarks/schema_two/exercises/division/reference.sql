SELECT s.id, s.name
FROM Students AS s
WHERE NOT EXISTS (
    SELECT * FROM Courses AS c
    WHERE c.credits >= 8
      AND NOT EXISTS (SELECT * FROM Grades AS g WHERE g.student = s.id AND g.code = c.code)
);
