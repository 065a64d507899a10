-- Nothing says any more who has which device.
-- A device must hold the key of the employee.
CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, employee_name VARCHAR);
CREATE TABLE devices (device_id INTEGER PRIMARY KEY, model VARCHAR);
