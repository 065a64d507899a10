SELECT code, term FROM Sections WHERE room = 'A'
UNION
SELECT code, term FROM Sections WHERE seats > 100;
