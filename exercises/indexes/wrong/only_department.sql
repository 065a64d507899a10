-- Only Employees has an index; every query on Orders still reads the whole table.
-- Look at the queries that begin with FROM Orders, and at the join.
CREATE INDEX employees_department ON Employees (department_id);
