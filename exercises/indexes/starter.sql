-- One index to begin with. Which query does it serve, and which are still slow?
CREATE INDEX employees_name ON Employees (name);
