-- The name of an employee stands once for each device, and nothing stops one of them from being changed alone.
-- Which columns tell something about the employee, not about the device?
CREATE TABLE devices (
    device_id     INTEGER PRIMARY KEY,
    model         VARCHAR,
    employee_id   INTEGER,
    employee_name VARCHAR
);
