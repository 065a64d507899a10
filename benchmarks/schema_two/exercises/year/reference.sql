SELECT id, name
FROM Students
WHERE enrolled BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'
  AND (left_on IS NULL OR left_on >= enrolled + INTERVAL 1 YEAR);
