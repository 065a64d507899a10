-- Idea: names of one's own.
CREATE TABLE staff (number INTEGER PRIMARY KEY, employee_name TEXT);
CREATE TABLE equipment (device_number INTEGER PRIMARY KEY, model TEXT, employee INTEGER REFERENCES staff (number));
-- column: staff.number = employee_id
-- column: equipment.device_number = device_id
-- column: equipment.employee = employee_id
