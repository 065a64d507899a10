SELECT code FROM Courses
EXCEPT
SELECT code FROM Sections;
