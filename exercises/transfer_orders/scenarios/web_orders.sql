-- Many orders came in over the web and belong to nobody.
UPDATE Orders SET employee_id = NULL WHERE order_id <= 400;
