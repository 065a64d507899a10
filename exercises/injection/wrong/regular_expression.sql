-- A regular expression gives a meaning to even more signs than LIKE.
-- Ask in a way that knows no patterns.
SELECT id, name
FROM Customers
WHERE regexp_matches(name, $name)
ORDER BY id;
