-- Without keys the same device may be stored twice, with two models.
-- Declare for each table what tells its rows apart.
CREATE TABLE employees (employee_id INTEGER, employee_name VARCHAR);
CREATE TABLE devices (device_id INTEGER, model VARCHAR, employee_id INTEGER);
