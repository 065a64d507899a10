CREATE TABLE teaching_flat (student VARCHAR, subject VARCHAR, teacher VARCHAR);
INSERT INTO teaching_flat VALUES ('ada', 'sql', 'codd'), ('ada', 'c', 'ritchie'), ('ben', 'sql', 'codd'), ('ben', 'c', 'kernighan'), ('cem', 'sql', 'date');
