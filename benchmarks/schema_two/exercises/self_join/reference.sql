SELECT s.name, m.name AS mentor
FROM Students AS s
JOIN Students AS m ON m.id = s.mentor
WHERE s.enrolled < m.enrolled;
