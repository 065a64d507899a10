-- Idea: put everybody beside the own orders, and count those that were found.
SELECT e.id, e.name
FROM Employees AS e
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name
HAVING COUNT(o.order_id) = 0
ORDER BY e.id;
