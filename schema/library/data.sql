-- How the library is filled; its day is 2026-03-02. Everything is reckoned from the numbers of the rows, so that the
-- loans of a book never overlap: no recipe of single columns could promise that.

-- 60 readers. Readers 56 to 60 never borrow; 9 and 45 have one name.
INSERT INTO Users
SELECT
    id,
    CASE id WHEN 45 THEN 'Ines Sommer' ELSE
        ['Ada', 'Ben', 'Cleo', 'Davi', 'Elif', 'Femi', 'Greta', 'Hiro', 'Ines', 'Jonas'][(id - 1) % 10 + 1]
        || ' ' || ['Sommer', 'Okoro', 'Petit', 'Larsson', 'Moretti', 'Novak'][(id - 1) // 10 + 1]
    END
FROM generate_series(1, 60) AS numbers(id);

-- 150 books. 10 and 77 are two copies of one book, 26 and 101 have a title in common.
INSERT INTO Books
SELECT
    id,
    CASE id WHEN 77 THEN 'The Quiet River' WHEN 101 THEN 'The Lost Harbour' ELSE
        'The ' || ['Lost', 'Last', 'Quiet', 'Seventh', 'Golden', 'Hidden', 'Paper', 'Northern', 'Red', 'Open',
                   'Little', 'Broken', 'Silent'][(id * 8) % 13 + 1]
        || ' ' || ['River', 'Harbour', 'Garden', 'Letter', 'Island', 'Winter', 'House', 'Mirror', 'Road', 'Train',
                   'Key', 'Orchard'][(id - 1) // 13 + 1]
    END,
    CASE id WHEN 77 THEN 'Otto Frisch' ELSE
        ['Tom Avery', 'Nia Bello', 'Mara Lind', 'Otto Frisch', 'Yuki Sato', 'Lena Grau', 'Sam Reed'][id % 7 + 1]
    END
FROM generate_series(1, 150) AS numbers(id);

-- Up to eleven loans a book, one every 41 days; a book that is not back by today is out.
-- Of every thirteenth book the last loan was never brought back.
INSERT INTO BorrowRecords
WITH planned AS (
    SELECT
        book,
        place,
        DATE '2025-01-06' + CAST(41 * place + book * 17 % 25 AS INTEGER) AS borrowed,
        CAST(3 + (book * 31 + place * 13) % 26 AS INTEGER) AS days,
        book % 13 = 0 AND place = book * book * 7 % 11 AS lost
    FROM generate_series(1, 150) AS books(book), generate_series(0, 10) AS places(place)
    WHERE place <= book * book * 7 % 11 AND book % 10 <> 4          -- nobody has borrowed 4, 14, 24, …
)
SELECT
    row_number() OVER (ORDER BY borrowed, book),
    (book * 13 + place * 29 + book * place % 7) % 55 + 1,
    book,
    borrowed,
    borrowed + 21,
    CASE WHEN borrowed + days <= DATE '2026-03-02' AND NOT lost THEN borrowed + days END
FROM planned
WHERE borrowed <= DATE '2026-03-02';

-- Borrowed for the first time: 14 is due today, 24 and 34 were due yesterday.
INSERT INTO BorrowRecords VALUES
    (9001, 9, 14, '2026-02-09', '2026-03-02', NULL),
    (9002, 45, 24, '2026-02-08', '2026-03-01', NULL),
    (9003, 9, 34, '2026-02-08', '2026-03-01', NULL);
