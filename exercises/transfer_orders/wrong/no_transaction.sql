-- A single UPDATE without BEGIN: it works as long as nothing else belongs to it, and the task asks for a transaction.
-- Look at which word makes several statements one.
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
