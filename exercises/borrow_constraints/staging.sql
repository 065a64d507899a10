CREATE TABLE loans_flat (
    loan_id     INTEGER,
    user_id     INTEGER,
    user_name   VARCHAR,
    book_id     INTEGER,
    title       VARCHAR,
    author      VARCHAR,
    borrowed_on DATE,
    due_on      DATE,
    returned_on DATE
);

INSERT INTO loans_flat VALUES
    (1, 7,  'Ines Sommer',  31, 'The Red River',    'Nia Bello',   '2026-01-05', '2026-01-26', '2026-01-20'),
    (2, 8,  'Ada Okoro',    31, 'The Red River',    'Nia Bello',   '2026-01-21', '2026-02-11', '2026-02-14'),
    (3, 7,  'Ines Sommer',  32, 'The Lost Harbour', 'Lena Grau',   '2026-01-21', '2026-02-11', NULL),
    (4, 9,  'Ines Sommer',  33, 'The Lost Harbour', 'Otto Frisch', '2026-02-02', '2026-02-23', '2026-02-02'),
    (5, 9,  'Ines Sommer',  34, 'The Quiet River',  'Otto Frisch', '2026-02-02', '2026-02-16', NULL),
    (6, 10, 'Ben Petit',    35, 'The Quiet River',  'Otto Frisch', '2026-02-10', '2026-03-08', '2026-02-28'),
    (7, 8,  'Ada Okoro',    31, 'The Red River',    'Nia Bello',   '2026-02-15', '2026-03-08', '2026-02-28');
