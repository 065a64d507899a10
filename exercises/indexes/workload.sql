-- name: employees of a department; weight: 3
SELECT id, name, salary FROM Employees WHERE department_id = 7;

-- name: sales of a department; weight: 5
SELECT count(*), sum(o.order_amount)
FROM Employees AS e
JOIN Orders AS o ON o.employee_id = e.id
WHERE e.department_id = 7;

-- name: orders of a week; weight: 5
SELECT order_id, customer_id, order_amount
FROM Orders
WHERE order_date >= '2025-03-03' AND order_date < '2025-03-10';

-- name: large orders of a day; weight: 4
SELECT order_date, order_amount, customer_id
FROM Orders
WHERE order_date = '2025-05-14' AND order_amount >= 400
ORDER BY order_amount DESC;

-- name: 100 new orders; weight: 2
INSERT INTO Orders (order_id, employee_id, customer_id, order_amount, order_date)
SELECT order_id + 1000000, employee_id, customer_id, order_amount, order_date
FROM Orders
WHERE order_id <= 100;
