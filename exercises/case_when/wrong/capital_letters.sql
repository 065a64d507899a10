-- The words begin with a capital letter here; as texts, 'High' and 'high' are different.
-- Write them as the task does.
SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'High'
        WHEN salary >= 4000 THEN 'Middle'
        WHEN salary IS NULL THEN 'Unknown'
        ELSE 'Low'
    END AS pay
FROM Employees;
