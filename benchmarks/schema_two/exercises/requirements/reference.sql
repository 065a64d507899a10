WITH RECURSIVE needed (code, needs) AS (
    SELECT code, requires FROM Courses WHERE requires IS NOT NULL
    UNION
    SELECT n.code, c.requires
    FROM needed AS n
    JOIN Courses AS c ON c.code = n.needs
    WHERE c.requires IS NOT NULL
)
SELECT code, needs FROM needed;
