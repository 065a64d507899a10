-- For each employee of the department, the whole of Orders is still searched.
-- A foreign key makes no index: look at the column the join looks up.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_date ON Orders (order_date);
