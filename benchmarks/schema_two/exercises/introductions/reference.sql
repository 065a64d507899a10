SELECT code, title
FROM Courses
WHERE title LIKE 'Intro%' AND title NOT LIKE '%II';
